namespace Crm.Application.Integrations;

/// <summary>Why a renewal is put off, in the codes that callers and an account's health know.</summary>
public static class RenewalTrouble
{
    public const string RateLimited = "rate_limited_by_provider";

    /// <summary>The word, and no code: callers are told to connect an account, which would not help them.</summary>
    public const string NotConfigured = "integration_not_configured";

    public const string Unavailable = "provider_unavailable";

    /// <param name="word">The provider's own, or ours.</param>
    public static string CodeOf(string? word) => word is RateLimited ? RateLimited : Unavailable;

    /// <summary>The provider does not know our app, or this server has none: nothing of that platform is renewed until an operator acts.</summary>
    public static bool IsForOperator(string word) => word is "invalid_client" or "unauthorized_client" or NotConfigured;
}
