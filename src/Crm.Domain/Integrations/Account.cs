using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>One account of a customer at one platform, connected or not. Its secrets lie in rows of their own.</summary>
public sealed class Account : ITenantOwned, IHasEvents
{
    public const string AccountKeyField = "account_key";

    /// <summary>Disconnected because the person took the consent back at the provider.</summary>
    public const string WithdrawnReason = "authorization_removed";

    private readonly List<DomainEvent> events = [];

    private Account() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Platform { get; private set; } = null!;
    public string Name { get; private set; } = null!;
    public AccountStatus Status { get; private set; }
    public string? StatusReason { get; private set; }
    public string? ExternalId { get; private set; }

    /// <summary>Unique among all customers while it is set: an account at a platform that serves one customer only.</summary>
    public string? ExclusiveKey { get; private set; }
    public string? DisplayName { get; private set; }
    public string? Username { get; private set; }
    public string? AvatarUrl { get; private set; }
    public IReadOnlyList<string> Scopes { get; private set; } = [];
    public IReadOnlyList<Guid> VenueIds { get; private set; } = [];
    public byte[] AccountKeyHash { get; private set; } = null!;
    public SealedSecret SealedAccountKey { get; private set; } = null!;
    public bool AcceptsUnsigned { get; private set; }
    public DateTimeOffset? ConnectedAt { get; private set; }
    public DateTimeOffset? LastSyncAt { get; private set; }
    public DateTimeOffset? LastPullAt { get; private set; }
    public DateTimeOffset? LastOkAt { get; private set; }
    public string? LastErrorCode { get; private set; }
    public string? LastErrorDetail { get; private set; }
    public DateTimeOffset? LastErrorAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Given by the database, anew with every change of the row.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<DomainEvent> Events => events;

    /// <summary>It stopped working, and not because somebody here wanted it to.</summary>
    public bool IsBroken =>
        Status is AccountStatus.NeedsReauth or AccountStatus.Error
        || (Status is AccountStatus.Disconnected && StatusReason is WithdrawnReason);

    public void ClearEvents() => events.Clear();

    /// <param name="id">Chosen by the caller, because the sealed key is bound to it.</param>
    /// <param name="accountKeyHash">SHA-256 of the unguessable part of its webhook address.</param>
    public static Account Create(
        TenantId tenantId,
        Guid id,
        string platform,
        string name,
        byte[] accountKeyHash,
        SealedSecret sealedAccountKey,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = id,
            Platform = platform,
            Name = name,
            Status = AccountStatus.Disconnected,
            AccountKeyHash = accountKeyHash,
            SealedAccountKey = sealedAccountKey,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <param name="keyHash">SHA-256 of the new unguessable part of its webhook address.</param>
    public void ChangeKey(byte[] keyHash, SealedSecret sealedKey, DateTimeOffset now)
    {
        AccountKeyHash = keyHash;
        SealedAccountKey = sealedKey;
        UpdatedAt = now;
    }

    public void AssignToVenues(IEnumerable<Guid> venues, DateTimeOffset now)
    {
        VenueIds = [.. venues];
        UpdatedAt = now;
    }

    /// <summary>A person was sent to the provider. A connection that works goes on working meanwhile.</summary>
    public void BeginConnecting(DateTimeOffset now)
    {
        if (Status is AccountStatus.Disconnected or AccountStatus.Error)
        {
            ChangeStatus(AccountStatus.Connecting, reason: null, now);
        }
    }

    /// <summary>The person came back without a grant; whatever was stored before stays.</summary>
    public void AbandonConnecting(string reason, DateTimeOffset now)
    {
        if (Status is AccountStatus.Connecting)
        {
            ChangeStatus(AccountStatus.Disconnected, reason, now);
        }
    }

    /// <summary>The provider refused or failed while the grant was being made; whatever was stored before stays.</summary>
    public void FailConnecting(string code, string? detail, DateTimeOffset now)
    {
        RecordFailure(code, detail, now);

        if (Status is AccountStatus.Connecting)
        {
            ChangeStatus(AccountStatus.Error, code, now);
        }
    }

    /// <summary>Once connected, an account stands for one account at the provider until it is disconnected.</summary>
    public bool MayBecome(string externalId, string? formerId = null) =>
        ExternalId is null
        || ExternalId == externalId
        || ExternalId == formerId
        || Status is not (AccountStatus.Connected or AccountStatus.NeedsReauth);

    /// <summary>Whether what is known of the account may still be shown: the same one there, and no scope fewer.</summary>
    public bool IsRenewedBy(ConnectedIdentity identity) =>
        ConnectedAt is not null
        && ExternalId == identity.ExternalId
        && !Scopes.Except(identity.Scopes, StringComparer.Ordinal).Any();

    public void Connect(ConnectedIdentity identity, DateTimeOffset now)
    {
        if (!MayBecome(identity.ExternalId, identity.FormerId))
        {
            throw new DomainException("wrong_account");
        }

        var isRenewed = IsRenewedBy(identity);
        Describe(
            identity.DisplayName ?? (isRenewed ? DisplayName : null),
            identity.Username ?? (isRenewed ? Username : null),
            identity.AvatarUrl ?? (isRenewed ? AvatarUrl : null)
        );
        ExternalId = identity.ExternalId;
        ExclusiveKey = identity.IsExclusive ? $"{Platform}:{identity.ExternalId}" : null;
        Scopes = [.. identity.Scopes];
        ConnectedAt = now;
        RecordOk(now);
        ChangeStatus(AccountStatus.Connected, reason: null, now);
    }

    /// <summary>What the provider shows of the account; what a scope does not allow is null, whatever was known before.</summary>
    public void Describe(string? displayName, string? username, string? avatarUrl)
    {
        DisplayName = displayName;
        Username = username;
        AvatarUrl = avatarUrl;
    }

    /// <summary>The caller removes tokens and proven ids in the same save.</summary>
    public void Disconnect(string reason, DateTimeOffset now)
    {
        Scopes = [];
        ExclusiveKey = null;
        ConnectedAt = null;
        LastErrorCode = null;
        LastErrorDetail = null;
        LastErrorAt = null;
        ChangeStatus(AccountStatus.Disconnected, reason, now);
    }

    /// <summary>Only a person can bring it back. Says so once: a second refusal changes nothing.</summary>
    public void RequireReauthentication(string reason, DateTimeOffset now)
    {
        if (Status is not AccountStatus.Connected)
        {
            return;
        }

        RecordFailure("authentication_failed", reason, now);
        ChangeStatus(AccountStatus.NeedsReauth, reason, now);
    }

    /// <summary>A pair that was believed lost has arrived after all.</summary>
    public void Recover(DateTimeOffset now)
    {
        RecordOk(now);
        ChangeStatus(AccountStatus.Connected, reason: null, now);
    }

    public void RecordSync(DateTimeOffset now)
    {
        LastSyncAt = now;
        RecordOk(now);
    }

    public void RecordOk(DateTimeOffset now)
    {
        LastOkAt = now;
        LastErrorCode = null;
        LastErrorDetail = null;
        LastErrorAt = null;
        UpdatedAt = now;
    }

    /// <param name="detail">The provider's own words, without secrets or personal data.</param>
    public void RecordFailure(string code, string? detail, DateTimeOffset now)
    {
        LastErrorCode = code;
        LastErrorDetail = detail;
        LastErrorAt = now;
        UpdatedAt = now;
    }

    private void ChangeStatus(AccountStatus status, string? reason, DateTimeOffset now)
    {
        StatusReason = reason;
        UpdatedAt = now;

        if (Status != status)
        {
            Status = status;
            events.Add(new AccountStatusChanged(Id, Platform, status.Name(), reason, now));
        }
    }
}
