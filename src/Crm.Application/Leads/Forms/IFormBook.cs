using Crm.Domain.Leads.Forms;

namespace Crm.Application.Leads.Forms;

/// <summary>
/// The forms of the tenant's accounts. They are found by themselves, from what arrives and from what a provider lists; one that is
/// known costs a lead no round trip.
/// </summary>
public interface IFormBook
{
    /// <summary>A lead came with these answers.</summary>
    Task<KnownForm> SeeAsync(SeenForm form, CancellationToken cancellationToken);

    /// <summary>The provider lists it with all its questions.</summary>
    Task<KnownForm> RecordAsync(SeenForm form, CancellationToken cancellationToken);

    /// <summary>Its mapping has changed.</summary>
    void Forget(Guid accountId, string formId);
}

/// <param name="Questions">Of a lead: those that were answered.</param>
public sealed record SeenForm(
    Guid AccountId,
    string Source,
    string FormId,
    string? Name,
    string? Status,
    IReadOnlyList<FormQuestion> Questions
);

/// <param name="Version">Of the questions that were seen.</param>
/// <param name="Mapping">Null: nobody has said.</param>
public sealed record KnownForm(int Version, IReadOnlyList<FormQuestion> Questions, FieldMapping? Mapping);
