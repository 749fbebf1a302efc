using Crm.Application.Common;
using Crm.Application.Venues;
using Crm.Infrastructure.ApiTokens;
using Crm.Infrastructure.Audit;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Connections;
using Crm.Infrastructure.Demo;
using Crm.Infrastructure.DueWork;
using Crm.Infrastructure.Email;
using Crm.Infrastructure.Idempotency;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Inbox;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Leads;
using Crm.Infrastructure.Messaging;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Publishing;
using Crm.Infrastructure.Tenancy;
using Crm.Infrastructure.TokenRefresh;
using Crm.Infrastructure.Vault;
using Crm.Infrastructure.Venues;
using Crm.Infrastructure.Wakeups;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Infrastructure;

internal static class InfrastructureServices
{
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services,
        ServerOptions server,
        DatabaseUrls database,
        EncryptionKeys encryptionKeys,
        SignInSettings signIn
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        if (server.TestClock is { } file)
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FileClock(file)));
        }

        services.AddSingleton(server);
        services.AddPersistence(database);
        services.AddWakeups();
        services.AddSingleton<DueWorkLoop>();
        services.AddSignIn(signIn);
        services.AddTokenRefresh();
        services.AddJobs(server, database);

        services.AddSingleton(encryptionKeys);
        services.AddSingleton<DataKeys>();
        services.AddSingleton<DataKeyVault>();
        services.AddSingleton<IVault>(provider => provider.GetRequiredService<DataKeyVault>());

        services.AddInbox(server);
        services.AddOutbox();
        services.AddAccountConnections();
        services.AddLeads();
        services.AddAudit(server);
        services.AddIdempotency();
        services.AddTenancy();
        services.AddEmail(server);
        services.AddApiTokens();
        services.AddVenues(server);
        services.AddMessagingStores(server);
        services.AddPublishing(server);
        services.AddScoped<IVenuesDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddSingleton<DemoSeed>();
        services.AddScoped<DemoAccounts>();
        services.AddScoped<DemoConnections>();

        return services;
    }
}
