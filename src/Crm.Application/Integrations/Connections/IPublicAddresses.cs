namespace Crm.Application.Integrations.Connections;

/// <summary>The addresses of this system as browsers and providers see them.</summary>
public interface IPublicAddresses
{
    /// <summary>Byte for byte the one to register with the provider, trailing slash included.</summary>
    string RedirectUri(string platform);

    string WebhookUrl(string hookKey, string accountKey);
}
