using System.Collections.Concurrent;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Audit;

internal enum SealOutcome
{
    /// <summary>There was nothing, or another sealer has it.</summary>
    Nothing,
    Sealed,

    /// <summary>The chain does not end as its head says.</summary>
    Broken,
}

/// <summary>
/// Gives what was recorded its number and hash, in one transaction per batch: killed half way, nothing has happened. The order is
/// that of sealing, so an event that was committed late is simply the next one.
/// </summary>
internal sealed partial class AuditSealing(
    NpgsqlDataSource database,
    AuditHeads heads,
    TimeProvider time,
    ILogger<AuditSealing> logger
)
{
    private const int BatchSize = 500;
    private const int LockSpace = 1_096_107_081;

    /// <summary>What this process knows better than the database: a chain that is shorter now was put back behind its back.</summary>
    private readonly ConcurrentDictionary<TenantId, AuditHead> seen = new();

    /// <summary>The tenants in which something waits.</summary>
    /// <param name="passed">Without these.</param>
    public async Task<List<TenantId>> ListAsync(Guid[] passed, int atMost, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select * from lookup.audit_to_seal($1, $2)",
            new NpgsqlParameter<Guid[]> { TypedValue = passed },
            new NpgsqlParameter<int> { TypedValue = atMost }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var tenants = new List<TenantId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tenants.Add(new(reader.GetGuid(0)));
        }

        return tenants;
    }

    public async Task<SealOutcome> SealAsync(TenantId tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var waiting = await ReadAsync(connection, transaction, tenantId, cancellationToken);
        if (!waiting.IsMine || waiting.Rows.Count == 0)
        {
            return SealOutcome.Nothing;
        }

        if (!await IsWholeAsync(tenantId, waiting, cancellationToken))
        {
            LogBroken(tenantId);
            return SealOutcome.Broken;
        }

        var seq = waiting.Head?.Seq ?? 0;
        var hashes = new List<byte[]>(waiting.Rows.Count);
        foreach (var row in waiting.Rows)
        {
            hashes.Add(row.HashAfter(hashes.Count > 0 ? hashes[^1] : waiting.Head?.Hash ?? AuditRow.Beginning, ++seq));
        }

        if (await AppendAsync(connection, transaction, tenantId, waiting, hashes, cancellationToken) is not { } head)
        {
            return SealOutcome.Nothing;
        }

        await transaction.CommitAsync(cancellationToken);
        seen[tenantId] = head;
        LogSealed(tenantId, head.Seq, Convert.ToHexStringLower(head.Hash));

        return SealOutcome.Sealed;
    }

    private static async Task<Waiting> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantId tenantId,
        CancellationToken cancellationToken
    )
    {
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Transaction = transaction;
        var tenant = new NpgsqlParameter<Guid> { TypedValue = tenantId.Value };
        batch.Add(
            "select pg_try_advisory_xact_lock($1, hashtext($2))",
            new NpgsqlParameter<int> { TypedValue = LockSpace },
            new NpgsqlParameter<string> { TypedValue = tenantId.ToString() }
        );
        batch.Add($"select {AuditHead.Columns} from tenancy.audit_head h where h.tenant_id = $1", tenant);
        batch.Add(
            "select s.seq, s.hash from tenancy.audit_seal s where s.tenant_id = $1 order by s.seq desc limit 1",
            tenant.Clone()
        );
        batch.Add(
            $"""
            select {AuditRow.Columns}
            from tenancy.audit_event e
            where e.tenant_id = $1 and e.seq is null
              and not exists (select from tenancy.audit_seal s where s.tenant_id = e.tenant_id and s.event_id = e.id)
            order by e.occurred_at, e.id limit $2
            """,
            tenant.Clone(),
            new NpgsqlParameter<int> { TypedValue = BatchSize }
        );

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var isMine = reader.GetBoolean(0);
        await reader.NextResultAsync(cancellationToken);
        var head = await reader.ReadAsync(cancellationToken) ? AuditHead.Read(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        (long, byte[])? last = await reader.ReadAsync(cancellationToken)
            ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : null;
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<AuditRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(AuditRow.Read(reader, 0));
        }

        return new(isMine, head, last, rows);
    }

    // Nothing is built on a chain that somebody has touched: sealing on would make the fault look like history.
    private async ValueTask<bool> IsWholeAsync(
        TenantId tenantId,
        Waiting waiting,
        CancellationToken cancellationToken
    ) =>
        waiting switch
        {
            { Head: null, Last: null } => !seen.ContainsKey(tenantId),
            { Head: { } head, Last: var (seq, hash) } => head.Seq == seq
                && head.Hash.AsSpan().SequenceEqual(hash)
                && !IsPutBack(tenantId, head)
                && await heads.IsGenuineAsync(tenantId, head, cancellationToken),
            _ => false,
        };

    private bool IsPutBack(TenantId tenantId, AuditHead head) =>
        seen.TryGetValue(tenantId, out var known)
        && (head.Seq < known.Seq || (head.Seq == known.Seq && !head.Hash.AsSpan().SequenceEqual(known.Hash)));

    private async Task<AuditHead?> AppendAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantId tenantId,
        Waiting waiting,
        List<byte[]> hashes,
        CancellationToken cancellationToken
    )
    {
        var last = waiting.Head?.Seq ?? 0;
        var now = Microseconds(time.GetUtcNow().UtcDateTime);
        var mac = await heads.SignAsync(tenantId, last + hashes.Count, hashes[^1], now, cancellationToken);
        await using var append = new NpgsqlCommand(
            "select lookup.seal_audit($1, $2, $3, $4, $5)",
            connection,
            transaction
        )
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = last },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. waiting.Rows.Select(row => row.Id)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. hashes] },
                new NpgsqlParameter<DateTime> { TypedValue = now },
                new NpgsqlParameter<byte[]> { TypedValue = mac },
            },
        };

        return (bool)(await append.ExecuteScalarAsync(cancellationToken))!
            ? new(last + hashes.Count, hashes[^1], now, mac)
            : null;
    }

    // As the database keeps it: a finer time would not come back as it was signed.
    private static DateTime Microseconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private sealed record Waiting(bool IsMine, AuditHead? Head, (long Seq, byte[] Hash)? Last, List<AuditRow> Rows);

    // The same words that the verifier reads: a log that is kept elsewhere is a witness that the database cannot silence.
    [LoggerMessage(LogLevel.Information, "The audit chain of {TenantId} has come to {Sequence} {Hash}")]
    private partial void LogSealed(TenantId tenantId, long sequence, string hash);

    [LoggerMessage(
        LogLevel.Critical,
        "The audit chain of {TenantId} does not end as its head says: nothing more is sealed there. Run: crm audit verify"
    )]
    private partial void LogBroken(TenantId tenantId);
}
