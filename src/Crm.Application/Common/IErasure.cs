namespace Crm.Application.Common;

/// <summary>
/// Removes a person for good, wherever the tenant knows them by one of these. A keyed tombstone keeps what they had sent before
/// from coming back. The access log of law 5651 keeps its own retention.
/// </summary>
public interface IErasure
{
    /// <summary>In one commit with its audit record, which holds ids and counts alone.</summary>
    /// <param name="action">Of the audit record, such as <c>lead.erased</c>.</param>
    Task<Erased> EraseAsync(
        PersonTraits person,
        string action,
        string resourceType,
        Guid resourceId,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Removes one lead that was deleted before, with all that hangs on it, likewise. The person may be there otherwise, as another lead
    /// or as a guest of a venue: nobody deleted that.
    /// </summary>
    Task PurgeAsync(Guid leadId, DateTimeOffset deletedBefore, CancellationToken cancellationToken);
}

/// <param name="LeadIds">Leads that are the person's whatever else is known.</param>
/// <param name="HotspotUserIds">Likewise.</param>
public sealed record PersonTraits(
    IReadOnlyList<string> NormalizedEmails,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string> MacAddresses,
    IReadOnlyList<Guid> LeadIds,
    IReadOnlyList<Guid> HotspotUserIds
);

public sealed record Erased(int Leads, int Submissions, int HotspotUsers, int Deliveries);
