namespace Crm.Application.Integrations;

/// <summary>Why a renewal is put off, in the codes that callers and an account's health know.</summary>
public static class RenewalTrouble
{
    public const string RateLimited = "rate_limited_by_provider";

    /// <summary>The provider does not know our app, or this server has none: nothing of that platform is renewed until an operator acts.</summary>
    public const string NotConfigured = "integration_not_configured";

    public const string Unavailable = "provider_unavailable";

    /// <param name="word">The provider's own, or ours.</param>
    public static string CodeOf(string? word) =>
        word switch
        {
            RateLimited => RateLimited,
            "invalid_client" or "unauthorized_client" or NotConfigured => NotConfigured,
            _ => Unavailable,
        };
}
