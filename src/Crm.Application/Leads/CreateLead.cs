using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Leads.Consents;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using FluentValidation;
using MediatR;

namespace Crm.Application.Leads;

/// <param name="VenueId">The venue's id or its external id.</param>
/// <param name="OnDuplicate">What to do when a lead with the same e-mail or phone is there already.</param>
public sealed record CreateLead(
    string? FullName = null,
    string? Email = null,
    string? Phone = null,
    string? Status = null,
    string? Source = null,
    string? VenueId = null,
    Guid? OwnerId = null,
    IReadOnlyList<string>? Tags = null,
    string? Note = null,
    JsonElement? CustomFields = null,
    JsonElement? Consent = null,
    OnDuplicate OnDuplicate = OnDuplicate.Merge
) : IRequest<CreatedLead>;

public enum OnDuplicate
{
    Merge,
    Create,
    Reject,
}

internal sealed class CreateLeadValidator : AbstractValidator<CreateLead>
{
    public CreateLeadValidator(LeadInput input) => RuleFor(request => request).CustomAsync(input.CheckAsync);
}

internal sealed class CreateLeadHandler(
    ILeadStore store,
    IVenueReferences venues,
    LeadInput input,
    IIdempotency idempotency,
    ILeadAllowance allowance,
    ITenantContext tenant,
    ICaller caller,
    TimeProvider time
) : IRequestHandler<CreateLead, CreatedLead>
{
    private const string DefaultSource = "api";

    public async Task<CreatedLead> Handle(CreateLead request, CancellationToken cancellationToken)
    {
        try
        {
            using var place = await allowance.TakeOneAsync();

            return await CreateAsync(request, cancellationToken);
        }
        catch (DomainException exception)
            when (idempotency.HasKey && exception.Code is "plan_limit_reached" or "idempotency_in_progress")
        {
            // Answered before its month was full, or while this request waited for the person's lock.
            if (await idempotency.FindAsync<CreatedLead>(cancellationToken) is { } first)
            {
                return first;
            }

            throw;
        }
    }

    private async Task<CreatedLead> CreateAsync(CreateLead request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var details = await DetailsAsync(request, now, cancellationToken);
        var lead = Lead.Create(tenant.TenantId, details, now);
        var remarks = LeadAnswers.Remarks(request);
        var added = Answer(lead, isMerged: false);
        var isAdded = await store.AddAsync(
            lead,
            remarks.Count > 0 ? Entry(lead, details.Touch, remarks, request.Consent, now) : null,
            request.OnDuplicate is OnDuplicate.Create,
            cancellationToken,
            answer: idempotency.HasKey ? await idempotency.RecordAsync(added, lead.Id, cancellationToken) : null
        );
        if (isAdded)
        {
            return added;
        }

        if (idempotency.HasKey && await idempotency.FindAsync<CreatedLead>(cancellationToken) is { } first)
        {
            return first;
        }

        if (request.OnDuplicate is OnDuplicate.Reject && await store.IsThereAsync(lead, cancellationToken))
        {
            throw new DomainException("duplicate_lead");
        }

        // An entry made here has a key of its own, so it was never taken before.
        var entry = Entry(lead, details.Touch, LeadAnswers.All(request), request.Consent, now);
        var merged = await store.MergeAsync(
            lead,
            details,
            entry,
            cancellationToken,
            answer: idempotency.HasKey ? stored => RecordAsync(stored, lead, cancellationToken) : null
        );

        return Answer(merged!, merged!.Id != lead.Id);
    }

    private ValueTask<IdempotencyRecord> RecordAsync(Lead stored, Lead sent, CancellationToken cancellationToken) =>
        idempotency.RecordAsync(Answer(stored, stored.Id != sent.Id), stored.Id, cancellationToken);

    private static CreatedLead Answer(Lead lead, bool isMerged) =>
        new(LeadDto.From(lead) with { Merged = isMerged }, lead.Version);

    private async Task<LeadDetails> DetailsAsync(
        CreateLead request,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var venueId = await VenueAsync(request.VenueId, cancellationToken);

        return new(
            CleanText.Of(request.FullName),
            EmailAddress.Parse(request.Email),
            await input.PhoneAsync(request.Phone, cancellationToken),
            CleanText.Of(request.Phone),
            new Touch(now, CleanText.Of(request.Source) ?? DefaultSource),
            request.Status ?? LeadStatus.New,
            request.OwnerId,
            venueId,
            [.. (request.Tags ?? []).Select(CleanText.Of).OfType<string>()],
            request.CustomFields is { ValueKind: JsonValueKind.Object } fields ? CustomFields.Write(fields) : null
        );
    }

    /// <summary>Who is limited to venues would not see a lead without one.</summary>
    private async ValueTask<Guid?> VenueAsync(string? named, CancellationToken cancellationToken) =>
        (named, caller.Venues.Only) switch
        {
            ({ } idOrExternalId, _) => await venues.ResolveAsync(idOrExternalId, cancellationToken),
            (null, null) => null,
            (null, [var only]) => only,
            _ => throw new ValidationException([new("venueId", "venue_required") { ErrorCode = "venue_required" }]),
        };

    private static Submission Entry(
        Lead lead,
        Touch touch,
        IReadOnlyList<SubmittedAnswer> answers,
        JsonElement? consent,
        DateTimeOffset now
    ) =>
        Submission
            .Create(lead, touch, null, null, answers, isTest: false, submittedAt: null, receivedAt: now)
            .With(ToldConsents.Of(consent, touch.Source, now));
}

public sealed record CreatedLead(LeadDto Lead, int Version);
