using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>Lives from connect to callback, in the database, so that it survives a restart and works on any server; taken once.</summary>
public sealed class OAuthState : ITenantOwned
{
    public const string VerifierField = "oauth_verifier";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private OAuthState() { }

    public TenantId TenantId { get; private set; }
    public byte[] StateHash { get; private set; } = null!;
    public Guid AccountId { get; private set; }
    public Guid PersonId { get; private set; }
    public string Platform { get; private set; } = null!;
    public byte[] BrowserHash { get; private set; } = null!;
    public SealedSecret? SealedVerifier { get; private set; }
    public string RedirectUri { get; private set; } = null!;
    public IReadOnlyList<string> RequestedScopes { get; private set; } = [];

    /// <summary>The app that the person was sent to, where a customer may bring their own: the code is good for it alone.</summary>
    public string? AppId { get; private set; }

    /// <summary>Of the reconnect link that began it; null: a person of the company did.</summary>
    public byte[]? LinkHash { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <param name="personId">Who began it, or who made the link.</param>
    /// <param name="stateHash">SHA-256; the state itself is never stored.</param>
    /// <param name="browserHash">SHA-256 of the cookie that the callback wants back.</param>
    public static OAuthState Create(
        Account account,
        Guid personId,
        byte[] stateHash,
        byte[] browserHash,
        SealedSecret? sealedVerifier,
        string redirectUri,
        IReadOnlyList<string> requestedScopes,
        string? appId,
        byte[]? linkHash,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = account.TenantId,
            StateHash = stateHash,
            AccountId = account.Id,
            PersonId = personId,
            Platform = account.Platform,
            BrowserHash = browserHash,
            SealedVerifier = sealedVerifier,
            RedirectUri = redirectUri,
            RequestedScopes = requestedScopes,
            AppId = appId,
            LinkHash = linkHash,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
}
