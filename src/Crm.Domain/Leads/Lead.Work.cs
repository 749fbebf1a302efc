using System.Text.Json.Nodes;
using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>What people do with a lead once it is there.</summary>
public sealed partial class Lead
{
    /// <summary>How long one that was deleted can be had back.</summary>
    public static readonly TimeSpan Restorable = TimeSpan.FromDays(30);

    /// <summary>When somebody first worked on it: wrote to the person, or moved it on. Null where that is not known.</summary>
    public DateTimeOffset? ContactedAt { get; private set; }

    /// <summary>Gone for everybody since then, and for good after <see cref="Restorable"/>.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <returns>Whether it stood elsewhere.</returns>
    public bool MoveTo(Stage stage, DateTimeOffset at)
    {
        if (Status == stage.Key)
        {
            return false;
        }

        if (Status == LeadStatus.New && stage.Kind is not StageKind.Lost)
        {
            ContactedAt ??= Stored(at);
        }

        Status = stage.Key;
        Changed(at);

        return true;
    }

    /// <returns>Whether somebody else had it.</returns>
    public bool AssignTo(Guid? ownerId, DateTimeOffset at)
    {
        if (OwnerId == ownerId)
        {
            return false;
        }

        OwnerId = ownerId;
        Changed(at);

        return true;
    }

    /// <summary>As somebody says it is: what is null is known no more.</summary>
    /// <returns>The names of the members that held something else.</returns>
    public IReadOnlyList<string> Correct(LeadCorrection correction, DateTimeOffset at)
    {
        var tags = correction.Tags.Distinct(StringComparer.Ordinal).Take(MaximumTags).ToList();
        (string Name, bool IsOther)[] members =
        [
            ("fullName", FullName != correction.FullName),
            ("email", Email != correction.Email?.Value),
            ("phone", Phone != correction.Phone || PhoneRaw != correction.PhoneRaw),
            ("venueId", VenueId != correction.VenueId),
            ("tags", !Tags.SequenceEqual(tags, StringComparer.Ordinal)),
            ("customFields", !IsSame(CustomFields, correction.CustomFields)),
        ];
        FullName = correction.FullName;
        Email = correction.Email?.Value;
        NormalizedEmail = correction.Email?.Normalized;
        Phone = correction.Phone;
        PhoneRaw = correction.PhoneRaw;
        VenueId = correction.VenueId;
        Tags = tags;
        CustomFields = correction.CustomFields;
        SearchText = Common.SearchText.Of(FullName, Email, Phone, PhoneRaw);
        Changed(at);

        return [.. members.Where(member => member.IsOther).Select(member => member.Name)];
    }

    public void Delete(DateTimeOffset at)
    {
        DeletedAt = Stored(at);
        Changed(at);
    }

    public void Restore(DateTimeOffset at)
    {
        DeletedAt = null;
        Changed(at);
    }

    // The database writes JSON in its own way.
    private static bool IsSame(string? one, string? other) =>
        one == other
        || (one is not null && other is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)));

    private void Changed(DateTimeOffset at)
    {
        UpdatedAt = Stored(at);
        Version++;
        events.Add(new LeadUpdated(UpdatedAt, Id, Source, VenueId));
    }
}

/// <param name="Phone">In E.164.</param>
/// <param name="CustomFields">A JSON object.</param>
public sealed record LeadCorrection(
    string? FullName,
    EmailAddress? Email,
    string? Phone,
    string? PhoneRaw,
    Guid? VenueId,
    IReadOnlyList<string> Tags,
    string? CustomFields
);
