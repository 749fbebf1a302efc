using Crm.Application;
using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Vault;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Endpoints;
using Crm.WebApi.Webhooks;
using Npgsql;

namespace Crm.WebApi;

/// <summary>Puts the server together: settings, database, services, routes. Tests build the same server with other settings.</summary>
internal static class CrmApplication
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        adjust?.Invoke(builder);

        var server = ServerOptions.From(builder.Configuration);
        var database =
            DatabaseUrls.From(builder.Configuration)
            ?? throw new StartupException("CRM_DATABASE_URL is missing. Name a PostgreSQL database.");
        var keys = EncryptionKeys.Parse(
            builder.Configuration.Required(EncryptionKeys.Setting, "Use 32 random bytes in URL-safe base64.")
        );

        if (builder.Configuration.Optional("ASPNETCORE_URLS") is null && builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(server.ApiBaseUrl);
        }

        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(server, database, keys, SignInSettings.From(builder.Configuration, server));
        builder.Services.AddConventions();
        builder.Services.AddAccess();
        builder.Services.AddWebhooks();

        var app = builder.Build();
        await PrepareDatabaseAsync(app.Services, database);

        app.UseConventions();
        app.UseAccess();
        app.MapApi();

        return app;
    }

    private static async Task PrepareDatabaseAsync(IServiceProvider services, DatabaseUrls database)
    {
        try
        {
            await DatabaseMigrator.MigrateAsync(database.Direct, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            throw new StartupException($"The database cannot be reached or migrated: {exception.Message}");
        }

        await KeyCheck.RunAsync(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<EncryptionKeys>(),
            services.GetRequiredService<TimeProvider>(),
            CancellationToken.None
        );
        await SignInStart.RunAsync(services, CancellationToken.None);
    }
}
