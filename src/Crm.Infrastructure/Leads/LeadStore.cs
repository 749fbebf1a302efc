using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Domain.Leads;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class LeadStore(NpgsqlDataSource database, IServiceProvider services, IWakeup wakeup) : ILeadStore
{
    private const int MergeAttempts = 5;

    // Asked for by a merge alone: making a context costs more than all else that an added lead costs here.
    private CrmDbContext Context => services.GetRequiredService<CrmDbContext>();

    public async Task<Taken> AddAsync(
        Lead lead,
        Submission? submission,
        bool evenIfDuplicate,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, lead.TenantId, LeadLocks.Of(lead, submission));
        LeadInsert.AddTo(batch, lead, submission, evenIfDuplicate);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var taken =
            !reader.IsDBNull(0) ? new Taken(reader.GetGuid(0), TakenAs.SubmissionKnown)
            : reader.GetBoolean(2) ? new Taken(lead.Id, TakenAs.Added)
            : new Taken(reader.GetGuid(1), TakenAs.DuplicateFound);
        // The commit is reported after the last result.
        await reader.NextResultAsync(cancellationToken);
        if (taken.As is TakenAs.Added)
        {
            wakeup.Signal(EventTopic.Name);
        }

        return taken;
    }

    public async Task<Taken> MergeAsync(
        Lead lead,
        LeadDetails details,
        Submission submission,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await MergeOnceAsync(lead, details, submission, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MergeAttempts)
            {
                Context.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Taken> MergeOnceAsync(
        Lead lead,
        LeadDetails details,
        Submission submission,
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

        var known = await Context
            .Submissions.Where(row => row.DedupeKey == submission.DedupeKey)
            .Select(row => (Guid?)row.LeadId)
            .SingleOrDefaultAsync(cancellationToken);
        if (known is { } leadId)
        {
            return new(leadId, TakenAs.SubmissionKnown);
        }

        var existing = await FindAsync(lead, cancellationToken);
        existing?.Merge(details, submission.ReceivedAt);
        if (existing is null)
        {
            Context.Add(lead);
        }

        submission.MoveTo(existing ?? lead);
        Context.Add(submission);
        await Context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        wakeup.Signal(EventTopic.Name);

        return new(submission.LeadId, existing is null ? TakenAs.Added : TakenAs.Merged, existing ?? lead);
    }

    private Task<Lead?> FindAsync(Lead lead, CancellationToken cancellationToken) =>
        Context
            .Leads.Where(row =>
                (lead.NormalizedEmail != null && row.NormalizedEmail == lead.NormalizedEmail)
                || (lead.Phone != null && row.Phone == lead.Phone)
            )
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
}
