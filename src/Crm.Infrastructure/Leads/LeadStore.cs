using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Domain.Leads;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class LeadStore(NpgsqlDataSource database, CrmDbContext context, IWakeup wakeup) : ILeadStore
{
    private const int MergeAttempts = 5;

    public async Task<Taken> AddAsync(
        Lead lead,
        Submission? submission,
        bool evenIfDuplicate,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, lead.TenantId);
        var locks = LeadLocks.Of(lead, submission);
        if (locks.Length > 0)
        {
            batch.Add(
                "select count(pg_advisory_xact_lock(key)) from unnest($1) key",
                new NpgsqlParameter<long[]> { TypedValue = locks }
            );
        }

        LeadInsert.AddTo(batch, lead, submission, evenIfDuplicate);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        for (var statement = 1; statement < batch.BatchCommands.Count; statement++)
        {
            await reader.NextResultAsync(cancellationToken);
        }

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
                context.ChangeTracker.Clear();
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
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var locks = LeadLocks.Of(lead, submission);
        await context.Database.ExecuteSqlAsync(
            $"select count(pg_advisory_xact_lock(key)) from unnest({locks}) key",
            cancellationToken
        );

        var known = await context
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
            context.Add(lead);
        }

        submission.MoveTo(existing ?? lead);
        context.Add(submission);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        wakeup.Signal(EventTopic.Name);

        return new(submission.LeadId, existing is null ? TakenAs.Added : TakenAs.Merged, existing ?? lead);
    }

    private Task<Lead?> FindAsync(Lead lead, CancellationToken cancellationToken) =>
        context
            .Leads.Where(row =>
                (lead.NormalizedEmail != null && row.NormalizedEmail == lead.NormalizedEmail)
                || (lead.Phone != null && row.Phone == lead.Phone)
            )
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
}
