using Microsoft.AspNetCore.Hosting.Server;

namespace Crm.WebApi.Webhooks;

internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookBody>();
        services.AddSingleton<WebhookReception>();
        services.AddSingleton<WebhookHandshake>();
        services.Decorate<IServer, AccountKeyServer>();
    }
}
