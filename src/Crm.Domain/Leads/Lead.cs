using System.Text.Json.Nodes;
using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>A person who may become a customer.</summary>
public sealed partial class Lead : ITenantOwned, IVenueBound, IHasEvents
{
    public const string TestTag = "test";
    public const int MaximumTags = 50;

    private readonly List<DomainEvent> events = [];

    private Lead() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string? FullName { get; private set; }
    public string? Email { get; private set; }
    public string? NormalizedEmail { get; private set; }
    public string? Phone { get; private set; }
    public string? PhoneRaw { get; private set; }
    public string Status { get; private set; } = null!;
    public string Source { get; private set; } = null!;
    public Guid? OwnerId { get; private set; }
    public Guid? VenueId { get; private set; }
    public IReadOnlyList<string> Tags { get; private set; } = [];
    public string? CustomFields { get; private set; }
    public Touch? FirstTouch { get; private set; }
    public Touch? LastTouch { get; private set; }
    public string SearchText { get; private set; } = null!;
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Counts every change; a change made on an older one is refused.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<DomainEvent> Events => events;

    public static Lead Create(TenantId tenantId, LeadDetails details, DateTimeOffset at)
    {
        var now = Stored(at);
        var lead = new Lead
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Status = details.Status,
            Source = details.Touch.Source,
            FirstTouch = details.Touch,
            LastTouch = details.Touch,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        lead.FillWhatIsEmpty(details);
        lead.events.Add(new LeadCreated(now, lead.Id, lead.Source, lead.VenueId));

        return lead;
    }

    /// <summary>
    /// The same person again: fills what is empty, adds tags, moves the last touch. Nothing known is overwritten. One that was deleted
    /// is back: whoever asks anew must be seen.
    /// </summary>
    public void Merge(LeadDetails details, DateTimeOffset at)
    {
        var now = Stored(at);
        DeletedAt = null;
        FillWhatIsEmpty(details);
        if (LastTouch is null || details.Touch.At >= LastTouch.At)
        {
            LastTouch = details.Touch;
        }

        if (FirstTouch is null || details.Touch.At < FirstTouch.At)
        {
            FirstTouch = details.Touch;
        }

        UpdatedAt = now;
        Version++;
        events.Add(new LeadUpdated(now, Id, details.Touch.Source, VenueId));
    }

    /// <summary>What was sent before is read again, by another mapping: fills what is empty. No touch is moved.</summary>
    /// <returns>Whether anything was empty that is filled now.</returns>
    public bool Complete(LeadDetails details, DateTimeOffset at)
    {
        var before = (FullName, Email, Phone, PhoneRaw, CustomFields);
        FillWhatIsEmpty(details);
        if (before == (FullName, Email, Phone, PhoneRaw, CustomFields))
        {
            return false;
        }

        var now = Stored(at);
        UpdatedAt = now;
        Version++;
        events.Add(new LeadUpdated(now, Id, Source, VenueId));

        return true;
    }

    public void ClearEvents() => events.Clear();

    // PostgreSQL counts microseconds: what is answered now and what is read later must be the same.
    private static DateTimeOffset Stored(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    private void FillWhatIsEmpty(LeadDetails details)
    {
        FullName ??= details.FullName;
        if (Email is null)
        {
            Email = details.Email?.Value;
            NormalizedEmail = details.Email?.Normalized;
        }

        if (Phone is null && (PhoneRaw is null || details.Phone is not null))
        {
            Phone = details.Phone?.Value;
            PhoneRaw = details.PhoneRaw ?? PhoneRaw;
        }

        OwnerId ??= details.OwnerId;
        VenueId ??= details.VenueId;
        Tags = [.. Tags.Concat(details.Tags ?? []).Distinct(StringComparer.Ordinal).Take(MaximumTags)];
        CustomFields = Complete(CustomFields, details.CustomFields);
        SearchText = Common.SearchText.Of(FullName, Email, Phone, PhoneRaw);
    }

    private static string? Complete(string? known, string? added)
    {
        if (known is null || added is null)
        {
            return known ?? added;
        }

        var fields = JsonNode.Parse(known)!.AsObject();
        var isCompleted = false;
        foreach (var (name, value) in JsonNode.Parse(added)!.AsObject())
        {
            if (fields[name] is null)
            {
                fields[name] = value?.DeepClone();
                isCompleted |= value is not null;
            }
        }

        return isCompleted ? fields.ToJsonString() : known;
    }
}
