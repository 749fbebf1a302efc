using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Forms;
using Crm.Domain.Common;
using Crm.Domain.Leads.Forms;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Proof;

/// <summary>Lists the account's forms at its provider and takes in every lead that a webhook missed. Done hourly.</summary>
public sealed record PullLeads(Guid AccountId) : IRequest<PullDto>;

/// <param name="Forms">How many the provider lists.</param>
/// <param name="Read">How many entries were read, test leads included.</param>
/// <param name="Stored">How many of them were not here before.</param>
/// <param name="Trouble">Why it was not read to the end; what was read is stored, and the next run goes on.</param>
public sealed record PullDto(Guid AccountId, int Forms, int Read, int Stored, string? Trouble);

internal sealed class PullLeadsHandler(
    ILeadsDb db,
    ILeadAccounts accounts,
    IFormBook book,
    DayProof proof,
    TimeProvider time
) : IRequestHandler<PullLeads, PullDto>
{
    /// <summary>What a provider shows late is met by the next runs.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public async Task<PullDto> Handle(PullLeads request, CancellationToken cancellationToken)
    {
        var account = await accounts.GetAsync(request.AccountId, cancellationToken);
        var pull = new PullDto(account.Id, 0, 0, 0, Trouble: null);
        if (account is not { IsConnected: true, KeptFor: { } keptFor })
        {
            return pull with { Trouble = account.KeptFor is null ? "webhook_only" : "not_connected" };
        }

        try
        {
            var forms = await accounts.ListFormsAsync(account.Id, cancellationToken);
            pull = pull with { Forms = forms.Count };
            foreach (var form in forms)
            {
                await RememberAsync(account, form, cancellationToken);
            }

            foreach (var form in forms)
            {
                pull = await PullAsync(pull, form, keptFor, cancellationToken);
            }
        }
        catch (ProviderException exception)
        {
            return pull with { Trouble = exception.Code };
        }

        if (pull.Trouble is null)
        {
            await accounts.RecordPullAsync(account.Id, cancellationToken);
        }

        return pull;
    }

    private async Task RememberAsync(LeadAccount account, SourceForm form, CancellationToken cancellationToken)
    {
        var seen = new SeenForm(
            account.Id,
            account.Platform,
            CleanText.Storable(form.Id),
            CleanText.Of(form.Name),
            CleanText.Of(form.Status),
            [
                .. form
                    .Questions.DistinctBy(question => question.Key, StringComparer.Ordinal)
                    .Select(question => new FormQuestion(
                        CleanText.Storable(question.Key),
                        CleanText.Of(question.Label),
                        CleanText.Of(question.Kind)
                    )),
            ]
        );
        await (
            seen.Questions.Count > 0
                ? book.RecordAsync(seen, cancellationToken)
                : book.SeeAsync(seen, cancellationToken)
        );
    }

    private async Task<PullDto> PullAsync(
        PullDto pull,
        SourceForm form,
        TimeSpan keptFor,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var formId = CleanText.Storable(form.Id);
        var from = await FirstDayAsync(pull.AccountId, formId, keptFor, now, cancellationToken);
        var since = new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var read = await accounts.ReadLeadsAsync(pull.AccountId, form.Id, since, cancellationToken);
        IReadOnlyList<LeadForm> leads =
        [
            .. read
                .Leads.Where(lead => lead.SubmittedAt is null || lead.SubmittedAt >= since)
                .DistinctBy(lead => lead.DedupeKey, StringComparer.Ordinal),
        ];
        var stored = await proof.TakeAsync(
            new(pull.AccountId, formId, from, leads, IsWhole: read.Trouble is null),
            cancellationToken
        );
        if (read.Trouble is null)
        {
            await db
                .Forms.Where(row => row.AccountId == pull.AccountId && row.FormId == formId)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.PulledAt, now), cancellationToken);
        }

        return pull with
        {
            Read = pull.Read + leads.Count,
            Stored = pull.Stored + stored,
            Trouble = pull.Trouble ?? read.Trouble?.Code,
        };
    }

    /// <summary>Whole days: of one that the provider keeps in part nothing can be proven.</summary>
    private async Task<DateOnly> FirstDayAsync(
        Guid accountId,
        string formId,
        TimeSpan keptFor,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var pulledAt = await db
            .Forms.Where(row => row.AccountId == accountId && row.FormId == formId)
            .Select(row => row.PulledAt)
            .SingleOrDefaultAsync(cancellationToken);
        var kept = DateOnly.FromDateTime((now - keptFor).UtcDateTime).AddDays(1);

        return pulledAt is { } last && DateOnly.FromDateTime((last - Margin).UtcDateTime) is var next && next > kept
            ? next
            : kept;
    }
}
