using Crm.Application.Integrations.Connections;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;

namespace Crm.Infrastructure.Connections;

internal sealed class PublicAddresses(ServerOptions server) : IPublicAddresses
{
    public string IntegrationsPage => $"{server.FrontendUrl}/integrations";

    public Secret ReconnectLink(string secret) => new($"{server.FrontendUrl}/reconnect#{secret}");

    public string RedirectUri(string platform) =>
        $"{server.ApiBaseUrl}/api/integrations/accounts/oauth/callback/{platform}/";

    public string WebhookUrl(string hookKey, string accountKey) =>
        $"{server.ApiBaseUrl}/api/integrations/webhooks/{hookKey}/{accountKey}/";
}
