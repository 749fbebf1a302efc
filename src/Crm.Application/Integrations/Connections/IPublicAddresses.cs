using Crm.Domain.Common;

namespace Crm.Application.Integrations.Connections;

/// <summary>The addresses of this system as browsers and providers see them.</summary>
public interface IPublicAddresses
{
    /// <summary>Byte for byte the one to register with the provider, trailing slash included.</summary>
    string RedirectUri(string platform);

    string WebhookUrl(string hookKey, string accountKey);

    /// <summary>Where the browser app shows the accounts.</summary>
    string IntegrationsPage { get; }

    /// <summary>The page for somebody without a sign-in here; the secret stands in the fragment, which no server sees.</summary>
    Secret ReconnectLink(string secret);
}
