using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Leads.Pipelines;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using FluentValidation;
using MediatR;

namespace Crm.Application.Leads.Work;

/// <summary>As somebody says it is. What is left out stays, null clears; tags and custom fields are given whole.</summary>
public sealed record ChangeLead(Guid LeadId, LeadChange Change) : IRequest<VersionedLead>;

public sealed record LeadChange
{
    public Given<string?> FullName { get; init; }
    public Given<string?> Email { get; init; }
    public Given<string?> Phone { get; init; }

    /// <summary>The key of a stage.</summary>
    public Given<string> Status { get; init; }

    /// <summary>A member; null: nobody.</summary>
    public Given<Guid?> OwnerId { get; init; }

    /// <summary>The venue's id or its external id.</summary>
    public Given<string?> VenueId { get; init; }
    public Given<IReadOnlyList<string>?> Tags { get; init; }

    /// <summary>A JSON object.</summary>
    public Given<JsonElement?> CustomFields { get; init; }

    internal bool Corrects =>
        FullName.IsGiven || Email.IsGiven || Phone.IsGiven || VenueId.IsGiven || Tags.IsGiven || CustomFields.IsGiven;
}

internal sealed class ChangeLeadValidator : AbstractValidator<ChangeLead>
{
    public ChangeLeadValidator(LeadInput input) =>
        RuleFor(request => request)
            .CustomAsync(
                (request, context, token) => input.CheckAsync(Said(request.Change), context, isNew: false, token)
            );

    private static CreateLead Said(LeadChange change) =>
        new(
            change.FullName.Or(null),
            change.Email.Or(null),
            change.Phone.Or(null),
            VenueId: change.VenueId.Or(null),
            OwnerId: change.OwnerId.Or(null),
            Tags: change.Tags.Or(null),
            CustomFields: change.CustomFields.Or(null)
        );
}

internal sealed class ChangeLeadHandler(
    ILeadsDb db,
    LeadDesk desk,
    IPipelineTurns turns,
    IVenueReferences venues,
    LeadInput input,
    ICaller caller
) : IRequestHandler<ChangeLead, VersionedLead>
{
    public async Task<VersionedLead> Handle(ChangeLead request, CancellationToken cancellationToken)
    {
        VersionedLead? answer = null;
        await turns.KeepingStagesAsync(
            async () =>
            {
                var lead = await desk.LoadAsync(request.LeadId, cancellationToken);
                await ApplyAsync(lead, request.Change, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                answer = VersionedLead.Of(lead);
            },
            cancellationToken
        );

        return answer!;
    }

    private async Task ApplyAsync(Lead lead, LeadChange change, CancellationToken cancellationToken)
    {
        if (change.Corrects)
        {
            var correction = await CorrectionAsync(lead, change, cancellationToken);
            if (correction is { FullName: null, Email: null, Phone: null, PhoneRaw: null })
            {
                throw new ValidationException([new("fullName", "lead_nameless") { ErrorCode = "lead_nameless" }]);
            }

            desk.Correct(lead, correction);
        }

        if (change.Status.IsGiven)
        {
            await desk.MoveAsync(lead, change.Status.Value, cancellationToken);
        }

        if (change.OwnerId.IsGiven)
        {
            await desk.AssignAsync(lead, change.OwnerId.Value, cancellationToken);
        }
    }

    private async Task<LeadCorrection> CorrectionAsync(
        Lead lead,
        LeadChange change,
        CancellationToken cancellationToken
    )
    {
        var phone = change.Phone.IsGiven
            ? (await input.PhoneAsync(change.Phone.Value, cancellationToken))?.Value
            : lead.Phone;

        return new(
            change.FullName.IsGiven ? CleanText.Of(change.FullName.Value) : lead.FullName,
            EmailAddress.Parse(change.Email.Or(lead.Email)),
            phone,
            change.Phone.IsGiven ? CleanText.Of(change.Phone.Value) : lead.PhoneRaw,
            change.VenueId.IsGiven ? await VenueAsync(change.VenueId.Value, cancellationToken) : lead.VenueId,
            change.Tags.IsGiven ? [.. (change.Tags.Value ?? []).Select(CleanText.Of).OfType<string>()] : lead.Tags,
            change.CustomFields.IsGiven ? Fields(change.CustomFields.Value) : lead.CustomFields
        );
    }

    /// <summary>Who is limited to venues would not see a lead without one.</summary>
    private async ValueTask<Guid?> VenueAsync(string? named, CancellationToken cancellationToken) =>
        named is not null ? await venues.ResolveAsync(named, cancellationToken)
        : caller.Venues.IsLimited
            ? throw new ValidationException([new("venueId", "venue_required") { ErrorCode = "venue_required" }])
        : null;

    private static string? Fields(JsonElement? fields) =>
        fields is { ValueKind: JsonValueKind.Object } given ? CustomFields.Write(given) : null;
}
