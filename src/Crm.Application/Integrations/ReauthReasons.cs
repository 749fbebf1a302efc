namespace Crm.Application.Integrations;

/// <summary>Why an account needs its person again; stored, shown and documented.</summary>
public static class ReauthReasons
{
    public const string RefreshTokenRefused = "refresh_token_refused";

    /// <summary>An answer was lost in a crash or on the wire, and the provider had rotated the pair meanwhile.</summary>
    public const string InterruptedRotation = "interrupted_rotation";
}
