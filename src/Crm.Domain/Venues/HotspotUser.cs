using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>A guest of one venue's Wi-Fi.</summary>
public sealed class HotspotUser : ITenantOwned, IVenueBound, IVersioned
{
    private HotspotUser() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid VenueId { get; private set; }
    public string? FullName { get; private set; }
    public string? Email { get; private set; }
    public string? NormalizedEmail { get; private set; }
    public string? Phone { get; private set; }
    public string? PhoneRaw { get; private set; }
    public string? MacAddress { get; private set; }
    public string? Language { get; private set; }
    public string? CustomFields { get; private set; }

    /// <summary>As it stands now; every answer ever given is a <see cref="GuestConsent"/>.</summary>
    public MarketingConsent? MarketingConsent { get; private set; }
    public int VisitCount { get; private set; }
    public DateTimeOffset FirstSeenAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }
    public string SearchText { get; private set; } = null!;
    public DateTimeOffset UpdatedAt { get; private set; }
    public uint Version { get; private set; }

    Guid? IVenueBound.VenueId => VenueId;

    public static HotspotUser Create(TenantId tenantId, Guid venueId, GuestDetails details, DateTimeOffset now)
    {
        var user = new HotspotUser
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            VenueId = venueId,
            VisitCount = 1,
            FirstSeenAt = now,
            LastSeenAt = now,
        };
        user.Replace(details, now);

        return user;
    }

    /// <summary>
    /// The same device or person again. Only what was unknown is filled: somebody else with a borrowed device must not take
    /// over the name and number that a consent was given under.
    /// </summary>
    public void Visit(GuestDetails details, DateTimeOffset now)
    {
        VisitCount++;
        LastSeenAt = now > LastSeenAt ? now : LastSeenAt;
        Replace(Filled(Known(), details), now);
    }

    /// <summary>What was not given is known no more.</summary>
    public void Replace(GuestDetails details, DateTimeOffset now)
    {
        FullName = details.FullName;
        Email = details.Email?.Value;
        NormalizedEmail = details.Email?.Normalized;
        Phone = details.Phone?.Value;
        PhoneRaw = details.PhoneRaw;
        MacAddress = details.Mac?.Value;
        Language = details.Language;
        CustomFields = details.CustomFields;
        SearchText = string.Join('\n', [Common.SearchText.Of(FullName, Email, Phone, PhoneRaw), MacAddress ?? ""]);
        UpdatedAt = now;
    }

    /// <summary>What was not given stays.</summary>
    public void Correct(GuestDetails details, DateTimeOffset now) => Replace(Filled(details, Known()), now);

    public void MoveTo(Guid venueId, DateTimeOffset now)
    {
        VenueId = venueId;
        UpdatedAt = now;
    }

    /// <summary>An older answer that arrives late does not undo a later one.</summary>
    public void Answer(MarketingConsent consent, DateTimeOffset now)
    {
        if (MarketingConsent is null || consent.At >= MarketingConsent.At)
        {
            MarketingConsent = consent;
            UpdatedAt = now;
        }
    }

    private GuestDetails Known() =>
        new(
            FullName,
            EmailAddress.Parse(Email),
            Phone is null ? null : PhoneNumber.FromE164(Phone),
            PhoneRaw,
            Venues.MacAddress.Parse(MacAddress),
            Language,
            CustomFields
        );

    private static GuestDetails Filled(GuestDetails first, GuestDetails second) =>
        new(
            first.FullName ?? second.FullName,
            first.Email ?? second.Email,
            first.Phone ?? second.Phone,
            first.Phone is null ? second.PhoneRaw : first.PhoneRaw,
            first.Mac ?? second.Mac,
            first.Language ?? second.Language,
            first.CustomFields ?? second.CustomFields
        );
}
