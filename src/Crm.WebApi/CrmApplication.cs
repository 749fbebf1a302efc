using Crm.Application;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Demo;
using Crm.Infrastructure.Fetching;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Providers;
using Crm.Infrastructure.Publishing.Media;
using Crm.Infrastructure.Vault;
using Crm.WebApi.Authentication;
using Crm.WebApi.Connections;
using Crm.WebApi.Conventions;
using Crm.WebApi.Endpoints;
using Crm.WebApi.Endpoints.Tenancy;
using Crm.WebApi.Errors;
using Crm.WebApi.Events;
using Crm.WebApi.Spa;
using Crm.WebApi.Startup;
using Crm.WebApi.Telemetry;
using Crm.WebApi.Webhooks;
using Npgsql;

namespace Crm.WebApi;

/// <summary>Puts the server together: settings, database, services, routes. Tests build the same server with other settings.</summary>
internal static class CrmApplication
{
    /// <summary>
    /// Npgsql asks a database that does not answer to cancel, and blocks a thread for up to two seconds as it does. The pool begins
    /// with a thread a core and adds two a second: an outage would leave nobody to answer that it is one.
    /// </summary>
    private const int LeastThreads = 4;

    public static async Task<WebApplication> BuildAsync(
        string[] args,
        Action<WebApplicationBuilder>? adjust = null,
        CancellationToken cancellationToken = default
    )
    {
        ThreadPool.GetMinThreads(out var threads, out var completionThreads);
        ThreadPool.SetMinThreads(Math.Max(threads, LeastThreads), completionThreads);

        // Settings are read once. Watching their files would watch all that is written below the folder, the embedded database too.
        var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        builder.AddTelemetry();
        adjust?.Invoke(builder);

        var server = ServerOptions.From(builder.Configuration);
        ListenAddresses.Apply(builder, server);
        var storage = await Storage.OpenAsync(builder.Configuration, server, cancellationToken);
        try
        {
            return await ComposeAsync(builder, server, storage, cancellationToken);
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    private static async Task<WebApplication> ComposeAsync(
        WebApplicationBuilder builder,
        ServerOptions server,
        Storage storage,
        CancellationToken cancellationToken
    )
    {
        // Through a factory, so that the container stops the database; asked for first, so that it does so last.
        builder.Services.AddSingleton(_ => storage);
        storage.AddWatch(builder.Services);
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(
            server,
            storage.Urls,
            storage.Keys,
            SignInSettings.From(builder.Configuration, server)
        );
        builder.AddConventions(server);
        builder.Services.AddSpa(builder.Configuration, server);
        builder.Services.AddSingleton<BrowserCookie>();
        builder.Services.AddProviders(builder.Configuration, server);
        builder.Services.AddPublicHttp(FetchOptions.From(builder.Configuration, server));
        builder.Services.AddMedia(MediaOptions.From(builder.Configuration));
        builder.Services.AddAccess();
        builder.Services.AddScoped<OwnTenants>();
        builder.Services.AddEventStream();
        builder.Services.AddWebhooks();

        var app = builder.Build();
        app.Services.GetRequiredService<Storage>().Announce(app.Logger);
        PlatformNames.Learn(app.Services.GetServices<IProvider>());
        await PrepareDatabaseAsync(app.Services, storage.Urls, cancellationToken);

        app.UseConventions();
        if (server.RunsWeb)
        {
            app.MapApi();
        }
        else
        {
            app.MapHealth();
        }

        return app;
    }

    private static async Task PrepareDatabaseAsync(
        IServiceProvider services,
        DatabaseUrls database,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await DatabaseMigrator.MigrateAsync(database.Direct, cancellationToken);
            await KeyCheck.RunAsync(
                services.GetRequiredService<NpgsqlDataSource>(),
                services.GetRequiredService<EncryptionKeys>(),
                services.GetRequiredService<TimeProvider>(),
                cancellationToken
            );
            await SignInStart.RunAsync(services, cancellationToken);
            await services.GetRequiredService<DemoSeed>().RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException || DatabaseOutage.IsOutage(exception))
        {
            throw new StartupException(
                $"The database cannot be reached or prepared: {exception.Message} Check CRM_DATABASE_URL and CRM_DATABASE_DIRECT_URL."
            );
        }
    }
}
