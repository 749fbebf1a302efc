using System.Data;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Audit;

/// <summary>Reads each chain whole, in one snapshot and as its own tenant, while servers go on sealing.</summary>
internal sealed class AuditVerifier(NpgsqlDataSource database, AuditHeads heads, TimeProvider time)
{
    private const int MostStrays = 1000;

    /// <summary>Sealing takes seconds; a transaction may have been open for some more.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public async Task<List<TenantId>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Timeout = 0;
        batch.Add("select * from lookup.audit_tenants()");
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var tenants = new List<TenantId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tenants.Add(new(reader.GetGuid(0)));
        }

        return tenants;
    }

    /// <param name="known">Heads that were noted elsewhere, of this tenant.</param>
    public async Task<AuditReport> VerifyAsync(
        TenantId tenantId,
        IReadOnlyCollection<KnownHead> known,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        await using var batch = ReadAll(connection, snapshot, tenantId);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var (head, events) = await ReadHeadAsync(reader, cancellationToken);

        var walk = new ChainWalk();
        var unproven = known.ToLookup(noted => noted.Seq);
        var proven = 0;
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (seq, eventId, hash) = (reader.GetInt64(0), reader.GetGuid(1), reader.GetFieldValue<byte[]>(2));
            walk.Step(seq, eventId, hash, reader.IsDBNull(4) ? null : AuditRow.Read(reader, 3));
            foreach (var noted in unproven[seq])
            {
                proven++;
                if (noted.Hash != Convert.ToHexStringLower(hash))
                {
                    walk.Report(AuditFaultKind.Rewritten, seq, eventId, $"{noted.Hash} was noted here");
                }
            }
        }

        walk.Judge();
        await reader.NextResultAsync(cancellationToken);
        var waiting = await ReadStraysAsync(reader, walk, head, cancellationToken);
        await JudgeHeadAsync(tenantId, head, walk, events, cancellationToken);
        if (proven < known.Count)
        {
            walk.Report(
                AuditFaultKind.TailCut,
                known.Max(noted => noted.Seq),
                null,
                $"the chain ends at {walk.LastSeq}, and this place was noted before"
            );
        }

        return new(tenantId, events, walk.Sealed, waiting, head, walk.Faults);
    }

    private static NpgsqlBatch ReadAll(NpgsqlConnection connection, NpgsqlTransaction snapshot, TenantId tenantId)
    {
        var batch = TenantSql.Create(connection, tenantId);
        batch.Transaction = snapshot;
        batch.Timeout = 0;
        var tenant = new NpgsqlParameter<Guid> { TypedValue = tenantId.Value };
        batch.Add(
            $"""
            select {AuditHead.Columns}, c.events
            from (select count(*) events from tenancy.audit_event where tenant_id = $1) c
            left join tenancy.audit_head h on h.tenant_id = $1
            """,
            tenant
        );
        batch.Add(
            $"""
            select s.seq, s.event_id, s.hash, {AuditRow.Columns}
            from tenancy.audit_seal s
            left join tenancy.audit_event e on e.tenant_id = s.tenant_id and e.id = s.event_id
            where s.tenant_id = $1
            order by s.seq
            """,
            tenant.Clone()
        );
        batch.Add(
            $"""
            select {AuditRow.Columns}
            from tenancy.audit_event e
            where e.tenant_id = $1
              and not exists (select from tenancy.audit_seal s where s.tenant_id = e.tenant_id and s.event_id = e.id)
            order by e.id limit $2
            """,
            tenant.Clone(),
            new NpgsqlParameter<int> { TypedValue = MostStrays }
        );

        return batch;
    }

    private static async Task<(AuditHead? Head, long Events)> ReadHeadAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken
    )
    {
        await reader.ReadAsync(cancellationToken);

        return (reader.IsDBNull(0) ? null : AuditHead.Read(reader), reader.GetInt64(4));
    }

    private async Task<int> ReadStraysAsync(
        NpgsqlDataReader reader,
        ChainWalk walk,
        AuditHead? head,
        CancellationToken cancellationToken
    )
    {
        var waiting = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = AuditRow.Read(reader, 0);
            if (row.Seq is not null)
            {
                walk.Stray(row, head);
            }
            else if (time.GetUtcNow().UtcDateTime - row.OccurredAt > Grace)
            {
                walk.Report(AuditFaultKind.Unsealed, null, row.Id, "it was never sealed; does a worker run?");
            }
            else
            {
                waiting++;
            }
        }

        return waiting;
    }

    private async Task JudgeHeadAsync(
        TenantId tenantId,
        AuditHead? head,
        ChainWalk walk,
        long events,
        CancellationToken cancellationToken
    )
    {
        if (head is null)
        {
            if (walk.Sealed > 0)
            {
                walk.Report(AuditFaultKind.HeadMissing, walk.LastSeq, walk.LastEvent, "the head of the chain is gone");
            }
            else if (events == 0)
            {
                walk.Report(AuditFaultKind.Missing, null, null, "nothing is recorded, not even how it began");
            }

            return;
        }

        if (!await heads.IsGenuineAsync(tenantId, head, cancellationToken))
        {
            walk.Report(AuditFaultKind.HeadForged, head.Seq, null, "the head was not written by the sealer");
        }

        if (head.Seq > walk.LastSeq)
        {
            walk.Report(
                AuditFaultKind.TailCut,
                head.Seq,
                null,
                $"the chain ends at {walk.LastSeq} and its head is here"
            );
        }
        else if (head.Seq < walk.LastSeq)
        {
            walk.Report(
                AuditFaultKind.HeadForged,
                head.Seq,
                null,
                $"the head is here and the chain goes on to {walk.LastSeq}"
            );
        }
        else if (!head.Hash.AsSpan().SequenceEqual(walk.LastHash))
        {
            walk.Report(
                AuditFaultKind.Changed,
                walk.LastSeq,
                walk.LastEvent,
                "its seal is not the one that the head names"
            );
        }
    }
}
