namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>What one user gave one app in one authorization: a chain of token pairs of which only the last can be renewed.</summary>
internal sealed class Grant(
    LoginUser user,
    string clientKey,
    IReadOnlyList<string> scopes,
    int accessSeconds,
    int refreshSeconds
)
{
    public Lock Gate { get; } = new();

    public LoginUser User => user;

    public string ClientKey => clientKey;

    public IReadOnlyList<string> Scopes => scopes;

    public int AccessSeconds => accessSeconds;

    public int RefreshSeconds => refreshSeconds;

    public IssuedToken Access { get; set; } = IssuedToken.None;

    /// <summary>The one before lives on to its own end, so that a call under way is not cut off by a refresh.</summary>
    public IssuedToken PreviousAccess { get; set; } = IssuedToken.None;

    public IssuedToken Refresh { get; set; } = IssuedToken.None;

    public IssuedToken SpentRefresh { get; set; } = IssuedToken.None;

    public DateTimeOffset RotatedAt { get; set; }

    public int Rotations { get; set; }

    public bool Revoked { get; set; }

    public CallWindows Windows { get; } = new();

    public bool IsAlive(DateTimeOffset now) => !Revoked && Refresh.EndsAt > now;
}

internal sealed record IssuedToken(string Value, DateTimeOffset EndsAt)
{
    public static readonly IssuedToken None = new("", DateTimeOffset.MinValue);
}

internal sealed record TokenPair(
    string AccessToken,
    long ExpiresIn,
    string OpenId,
    string RefreshToken,
    long RefreshExpiresIn,
    string Scope,
    string TokenType = "Bearer"
);
