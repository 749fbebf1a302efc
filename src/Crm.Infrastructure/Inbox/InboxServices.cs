using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Inbox;

internal static class InboxServices
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSingleton(provider => InboxOptions.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<InboxDatabase>();
        services.AddSingleton<AccountAddresses>();
        services.AddSingleton<InboxStore>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxStore>());
        services.AddSingleton<QuarantineStore>();
        services.AddSingleton<InboxReceiver>();

        return services;
    }
}
