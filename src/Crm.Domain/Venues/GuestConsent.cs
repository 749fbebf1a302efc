using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>One answer of a guest, as evidence: added and never changed. Holds who the guest was then, whatever becomes known later.</summary>
public sealed class GuestConsent : ITenantOwned, IVenueBound
{
    private GuestConsent() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid HotspotUserId { get; private set; }
    public Guid VenueId { get; private set; }
    public bool Granted { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string? Ip { get; private set; }
    public string? Text { get; private set; }
    public string? Language { get; private set; }
    public string? FullName { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }

    Guid? IVenueBound.VenueId => VenueId;

    /// <param name="said">What the guest said of themselves together with the answer.</param>
    public static GuestConsent Create(HotspotUser user, MarketingConsent consent, GuestDetails said, DateTimeOffset now)
    {
        // Whoever answers on a device that is known by another's number answers for themselves.
        var saysWho = said.Email is not null || said.Phone is not null;

        return new()
        {
            TenantId = user.TenantId,
            Id = Guid.CreateVersion7(now),
            HotspotUserId = user.Id,
            VenueId = user.VenueId,
            Granted = consent.Granted,
            At = consent.At,
            Ip = consent.Ip,
            Text = consent.Text,
            Language = consent.Language,
            FullName = saysWho ? said.FullName : said.FullName ?? user.FullName,
            Email = saysWho ? said.Email?.Value : user.Email,
            Phone = saysWho ? said.Phone?.Value : user.Phone,
            ReceivedAt = now,
        };
    }
}
