using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Consents;

/// <summary>Adds an entry to the lead's ledger; nothing that is in it ever changes.</summary>
/// <param name="At">Null: now.</param>
/// <param name="Source">Where it was given; null: through the API.</param>
public sealed record RecordConsent(
    Guid LeadId,
    string Channel,
    bool Granted,
    string? Text,
    string? Language,
    DateTimeOffset? At,
    string? Address,
    string? Source
) : IRequest<ConsentDto>;

internal sealed class RecordConsentValidator : AbstractValidator<RecordConsent>
{
    private const int LongestText = 4_000;
    private const int LongestWord = 100;

    public RecordConsentValidator(TimeProvider time)
    {
        RuleFor(request => request.Channel)
            .Must(channel => ConsentChannel.All.Contains(channel, StringComparer.Ordinal))
            .WithErrorCode("consent_channel");
        RuleFor(request => request.At).Must(at => at is null || at <= time.GetUtcNow()).WithErrorCode("consent_time");
        RuleFor(request => request.Text).MaximumLength(LongestText).WithErrorCode("text_too_long");
        RuleFor(request => request.Language).MaximumLength(LongestWord).WithErrorCode("text_too_long");
        RuleFor(request => request.Address).MaximumLength(LongestWord).WithErrorCode("text_too_long");
        RuleFor(request => request.Source).MaximumLength(LongestWord).WithErrorCode("text_too_long");
    }
}

internal sealed class RecordConsentHandler(ILeadsDb db, ConsentNews news, TimeProvider time)
    : IRequestHandler<RecordConsent, ConsentDto>
{
    private const string DefaultSource = "api";

    public async Task<ConsentDto> Handle(RecordConsent request, CancellationToken cancellationToken)
    {
        var lead =
            await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == request.LeadId, cancellationToken)
            ?? throw new NotFoundException("Lead");
        var now = time.GetUtcNow();
        var consent = Consent.Create(
            lead.TenantId,
            lead.Id,
            submissionId: null,
            new(
                request.Channel,
                request.Granted,
                CleanText.Of(request.Text),
                CleanText.Of(request.Language),
                request.At ?? now,
                CleanText.Of(request.Address),
                CleanText.Of(request.Source) ?? DefaultSource
            ),
            now
        );
        db.Consents.Add(consent);
        await db.SaveChangesAsync(cancellationToken);
        if (consent.IsGranted)
        {
            await news.TellAsync(lead, [consent.Channel], cancellationToken);
        }

        return ConsentDto.From(consent);
    }
}
