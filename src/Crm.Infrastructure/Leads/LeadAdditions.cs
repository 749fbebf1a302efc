using Crm.Application.Common;
using Crm.Domain.Leads;
using Crm.Infrastructure.Idempotency;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Leads;

/// <summary>Adds leads, those that come at once in one commit; each statement runs for the tenant of its own lead.</summary>
internal sealed class LeadAdditions
{
    private const int Lanes = 3;
    private const int LeastForAnotherLane = 4;
    private const int MostPerCommit = 32;
    private const int MostWaiting = 4_096;

    /// <summary>Somebody's merge may hold the lock of a person; nobody else should wait for it.</summary>
    private static readonly TimeSpan PatienceTogether = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PatienceAlone = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource database;
    private readonly IWakeup wakeup;
    private readonly GroupCommit<Addition, bool> commits;
    private int waiting;

    public LeadAdditions(NpgsqlDataSource database, IWakeup wakeup)
    {
        this.database = database;
        this.wakeup = wakeup;
        commits = new(Lanes, LeastForAnotherLane, MostPerCommit, mostBytes: MostPerCommit, _ => 1, CommitAsync);
    }

    public async Task<bool> AddAsync(Addition addition)
    {
        try
        {
            return Interlocked.Increment(ref waiting) <= MostWaiting
                ? await commits.AddAsync(addition)
                : throw new NpgsqlException("Too many leads wait to be added.", new TimeoutException());
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task<IReadOnlyList<bool>> CommitAsync(IReadOnlyList<Addition> group, bool isAlone)
    {
        var patience = isAlone ? PatienceAlone : PatienceTogether;
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, group[0].Lead.TenantId, LocksOf(group), patience);
        var inserts = new NpgsqlBatchCommand[group.Count];
        for (var index = 0; index < group.Count; index++)
        {
            if (index > 0)
            {
                batch.AddTenant(group[index].Lead.TenantId);
            }

            inserts[index] = LeadInsert.AddTo(batch, group[index]);
        }

        await batch.ExecuteNonQueryAsync();
        var isAdded = Array.ConvertAll(inserts, insert => insert.RecordsAffected > 0);
        if (Array.Exists(isAdded, added => added))
        {
            wakeup.Signal(EventTopic.Name);
        }

        return isAdded;
    }

    /// <summary>In ascending order, so that two commits that need the same locks never wait for each other.</summary>
    private static long[] LocksOf(IReadOnlyList<Addition> group)
    {
        if (group.Count == 1)
        {
            return LocksOf(group[0]);
        }

        var locks = new SortedSet<long>();
        foreach (var addition in group)
        {
            locks.UnionWith(LocksOf(addition));
        }

        return [.. locks];
    }

    private static long[] LocksOf(Addition addition) =>
        LeadLocks.Of(
            addition.Lead,
            addition.Submission,
            addition.Answer is { } answer ? IdempotencyKey.LockOf(answer.KeyHash) : null
        );
}

/// <param name="EvenIfDuplicate">The person may be there already.</param>
/// <param name="Within">Only people of these venues are there; null: of all.</param>
/// <param name="Marks">Under any of which it would be what an erased person had sent.</param>
/// <param name="Answer">To the caller's Idempotency-Key; one that was answered before adds nothing.</param>
internal sealed record Addition(
    Lead Lead,
    Submission? Submission,
    bool EvenIfDuplicate,
    Guid[]? Within = null,
    byte[][]? Marks = null,
    IdempotencyRecord? Answer = null
);
