using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Application.Leads.Consents;
using Crm.Domain.Leads;
using Crm.Infrastructure.Idempotency;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class LeadStore(
    LeadAdditions additions,
    IdempotencyStore answers,
    Tombstones tombstones,
    IServiceProvider services,
    ICaller caller,
    IWakeup wakeup,
    TimeProvider time
) : ILeadStore
{
    private const int MergeAttempts = 5;

    // Asked for by a merge alone: making a context costs more than all else that an added lead costs here.
    private CrmDbContext Context => services.GetRequiredService<CrmDbContext>();

    public async Task<bool> AddAsync(
        Lead lead,
        Submission? submission,
        bool evenIfDuplicate,
        CancellationToken cancellationToken,
        VenueScope? within = null,
        IdempotencyRecord? answer = null
    )
    {
        var marks = submission is null ? [] : await tombstones.MarksOfAsync(lead, submission, cancellationToken);
        Guid[]? venues = (within ?? caller.Venues).Only is { } only ? [.. only] : null;

        var isAdded = await additions
            .AddAsync(new(lead, submission, evenIfDuplicate, venues, marks, answer))
            .WaitAsync(cancellationToken);
        if (isAdded && submission is not null)
        {
            await TellAsync(lead, submission);
        }

        return isAdded;
    }

    public Task<bool> IsThereAsync(Lead lead, CancellationToken cancellationToken) =>
        Same(lead, Context.Leads).AnyAsync(cancellationToken);

    public async Task<Lead?> MergeAsync(
        Lead lead,
        LeadDetails details,
        Submission submission,
        CancellationToken cancellationToken,
        VenueScope? within = null,
        Func<Lead, ValueTask<IdempotencyRecord>>? answer = null
    )
    {
        var merged = await MergeInTurnAsync(
            lead,
            details,
            submission,
            within ?? caller.Venues,
            answer,
            cancellationToken
        );
        // Also when it was taken before: whoever took it may have died before it told of it.
        await TellAsync(merged ?? lead, submission);

        return merged;
    }

    private async Task<Lead?> MergeInTurnAsync(
        Lead lead,
        LeadDetails details,
        Submission submission,
        VenueScope within,
        Func<Lead, ValueTask<IdempotencyRecord>>? answer,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await MergeOnceAsync(lead, details, submission, within, answer, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MergeAttempts)
            {
                Context.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>It is committed by now: nobody stops it half way.</summary>
    private async Task TellAsync(Lead lead, Submission submission)
    {
        var channels = submission.Consents.Where(given => given.IsGranted).Select(given => given.Channel).ToList();
        if (channels.Count > 0)
        {
            await services.GetRequiredService<ConsentNews>().TellAsync(lead, channels, CancellationToken.None);
        }
    }

    private async Task<Lead?> MergeOnceAsync(
        Lead lead,
        LeadDetails details,
        Submission submission,
        VenueScope within,
        Func<Lead, ValueTask<IdempotencyRecord>>? answer,
        CancellationToken cancellationToken
    )
    {
        Context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await Context.Database.BeginTransactionAsync(cancellationToken);
        var locks = LeadLocks.Of(lead, submission);
        await Context.Database.ExecuteSqlAsync(
            $"select count(pg_advisory_xact_lock(key)) from unnest({locks}) key",
            cancellationToken
        );

        if (
            await Context.Submissions.AnyAsync(row => row.DedupeKey == submission.DedupeKey, cancellationToken)
            || await tombstones.CoverAsync(Context, lead, submission, cancellationToken)
        )
        {
            return null;
        }

        var existing = await FindAsync(lead, within, cancellationToken);
        existing?.Merge(details, time.GetUtcNow());
        if (existing is null)
        {
            Context.Add(lead);
        }

        submission.MoveTo(existing ?? lead);
        Context.Add(submission);
        foreach (var given in submission.Consents)
        {
            Context.Add(Consent.Create(lead.TenantId, submission.LeadId, submission.Id, given, submission.ReceivedAt));
        }

        await Context.SaveChangesAsync(cancellationToken);
        if (answer is not null)
        {
            await answers.KeepAsync(
                (NpgsqlTransaction)transaction.GetDbTransaction(),
                lead.TenantId,
                await answer(existing ?? lead),
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);

        wakeup.Signal(EventTopic.Name);

        return existing ?? lead;
    }

    private Task<Lead?> FindAsync(Lead lead, VenueScope within, CancellationToken cancellationToken)
    {
        // One that was deleted is the person too, who is back with this; but whoever is there comes first.
        var leads = Same(lead, Context.Leads.IgnoreQueryFilters([DeletedLeads.Filter]));
        if (within.Only is { } venues)
        {
            leads = leads.Where(row => row.VenueId != null && venues.Contains(row.VenueId.Value));
        }

        return leads
            .OrderBy(row => row.DeletedAt != null)
            .ThenBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Lead> Same(Lead lead, IQueryable<Lead> leads) =>
        leads.Where(row =>
            (lead.NormalizedEmail != null && row.NormalizedEmail == lead.NormalizedEmail)
            || (lead.Phone != null && row.Phone == lead.Phone)
        );
}
