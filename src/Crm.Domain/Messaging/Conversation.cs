using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>
/// All that one account and one person wrote to each other. The person is known by phone, by the platform's own id, or by both; who is
/// met by each of them in turn has two, until a message brings both.
/// </summary>
public sealed class Conversation : ITenantOwned, IVersioned
{
    private Conversation() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>In E.164, as it is written to.</summary>
    public string? Phone { get; private set; }

    /// <summary>The same as the platform writes it, where that differs.</summary>
    public string? PlatformPhone { get; private set; }

    /// <summary>The platform's own id of the person.</summary>
    public string? UserId { get; private set; }
    public string? Name { get; private set; }
    public string? Username { get; private set; }
    public Guid? LeadId { get; private set; }

    /// <summary>When the person wrote last, by the platform's clock.</summary>
    public DateTimeOffset? LastInboundAt { get; private set; }
    public DateTimeOffset LastMessageAt { get; private set; }
    public DateTimeOffset? OptedOutAt { get; private set; }

    /// <summary>The word that said it, as it was written.</summary>
    public string? OptOutText { get; private set; }
    public DateTimeOffset? OptedInAt { get; private set; }

    /// <summary>Nothing is sent to the person before.</summary>
    public DateTimeOffset? NextSendAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>The later word holds, whichever of them arrived first; of two of the same second the one that ends it.</summary>
    public bool IsOptedOut => OptedOutAt is { } left && (OptedInAt is null || OptedInAt <= left);

    /// <summary>All that the person is known by.</summary>
    public IReadOnlyList<string> Phones => [.. new[] { Phone, PlatformPhone }.OfType<string>()];

    public static Conversation Begin(
        TenantId tenantId,
        Guid accountId,
        string? phone,
        string? userId,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            Phone = phone,
            UserId = userId,
            LastMessageAt = now,
            CreatedAt = now,
        };

    public bool IsOpenAt(DateTimeOffset now, TimeSpan window) => LastInboundAt is { } last && now - last < window;

    /// <summary>Who changes the number gets another id of the platform, too: what comes last holds.</summary>
    public void Learn(string? phone, string? userId, string? name, string? username)
    {
        if (phone is not null && phone != PlatformPhone)
        {
            Phone = phone;
        }

        UserId = userId ?? UserId;
        Name = name ?? Name;
        Username = username ?? Username;
    }

    /// <summary>The platform answered with its own way to write the number.</summary>
    public void LearnPlatformPhone(string? phone)
    {
        if (phone is not null && phone != Phone)
        {
            PlatformPhone = phone;
        }
    }

    public void BindTo(Guid? leadId) => LeadId ??= leadId;

    public void NoteInbound(DateTimeOffset sentAt, DateTimeOffset now)
    {
        // A clock ahead of ours must not hold the window open longer than it is.
        var at = sentAt < now ? sentAt : now;
        LastInboundAt = LastInboundAt > at ? LastInboundAt : at;
        NoteMessage(now);
    }

    public void NoteMessage(DateTimeOffset now) => LastMessageAt = LastMessageAt > now ? LastMessageAt : now;

    public void OptOut(string text, DateTimeOffset at)
    {
        if (OptedOutAt is null || at > OptedOutAt)
        {
            OptedOutAt = at;
            OptOutText = text;
        }
    }

    public void OptIn(DateTimeOffset at) => OptedInAt = OptedInAt > at ? OptedInAt : at;

    /// <summary>Another one turned out to be with the same person; its messages are moved by whoever calls this.</summary>
    public void Absorb(Conversation other)
    {
        Phone ??= other.Phone;
        PlatformPhone ??= other.PlatformPhone;
        UserId ??= other.UserId;
        Name ??= other.Name;
        Username ??= other.Username;
        LeadId ??= other.LeadId;
        if (other.LastInboundAt is { } inbound)
        {
            NoteInbound(inbound, other.LastMessageAt);
        }

        NoteMessage(other.LastMessageAt);
        NextSendAt = NextSendAt is null || other.NextSendAt > NextSendAt ? other.NextSendAt : NextSendAt;
        if (other.OptedOutAt is { } left)
        {
            OptOut(other.OptOutText ?? "", left);
        }

        if (other.OptedInAt is { } came)
        {
            OptIn(came);
        }
    }
}
