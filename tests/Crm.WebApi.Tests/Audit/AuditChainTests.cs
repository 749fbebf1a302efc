using System.Globalization;
using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Audit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

/// <summary>Whoever has the whole database and not the key: whatever they change is found, and named.</summary>
public sealed class AuditChainTests : IAsyncLifetime
{
    private const int Length = 30;

    /// <summary>How each column is changed.</summary>
    private static readonly Dictionary<string, string> Changes = new(StringComparer.Ordinal)
    {
        ["tenant_id"] = "gen_random_uuid()",
        ["id"] = "gen_random_uuid()",
        ["occurred_at"] = "occurred_at + interval '1 microsecond'",
        ["actor_kind"] = "actor_kind || 'x'",
        ["actor_id"] = "gen_random_uuid()",
        ["address"] = "coalesce(address, '') || '1'",
        ["action"] = "action || 'x'",
        ["resource_type"] = "resource_type || 'x'",
        ["resource_id"] = "gen_random_uuid()",
        ["before"] = """coalesce(before, '{}') || '{"forged":1}'""",
        ["after"] = "'{}'",
        ["subject_id"] = "gen_random_uuid()",
        ["personal"] = @"coalesce(personal, '') || '\x00'",
        ["seq"] = "seq + 1000",
    };

    private AuditWorld world = null!;
    private List<Guid> events = null!;

    public async Task InitializeAsync()
    {
        world = await AuditWorld.StartAsync();
        // With the tenant's beginning.
        await world.RecordChainAsync(Length - 1);
        await world.AsIntruderAsync(
            """
            create schema kept;
            create table kept.audit_event as select * from tenancy.audit_event;
            create table kept.audit_seal as select * from tenancy.audit_seal;
            create table kept.audit_head as select * from tenancy.audit_head;
            """
        );
        events = await world.ReadAsync<Guid>("select event_id from tenancy.audit_seal order by seq");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_untouched_chain_is_whole()
    {
        var report = await world.VerifyAsync();

        report.Faults.ShouldBeEmpty();
        (report.Events, report.Sealed, report.Head!.Seq).ShouldBe((Length, Length, Length));
    }

    [Fact]
    public async Task A_changed_value_is_named_whatever_column_of_whatever_event_it_is()
    {
        var columns = await world.ReadAsync<string>(
            "select column_name::text from information_schema.columns where table_schema = 'kept' and table_name = 'audit_event'"
        );
        columns.ShouldBe(Changes.Keys, ignoreOrder: true);

        foreach (var (column, change) in Changes)
        {
            for (var seq = 1; seq <= Length; seq++)
            {
                await world.AsIntruderAsync(
                    $"update tenancy.audit_event set {column} = {change} where id = '{EventAt(seq)}'"
                );

                await ShouldNameAsync(
                    seq,
                    column is "id" or "tenant_id" ? AuditFaultKind.Deleted : AuditFaultKind.Changed,
                    column
                );
            }
        }
    }

    [Fact]
    public async Task A_value_that_was_taken_away_is_named()
    {
        string[] optional =
        [
            .. await world.ReadAsync<string>(
                "select attname::text from pg_attribute where attrelid = 'tenancy.audit_event'::regclass and attnum > 0 and not attnotnull"
            ),
        ];
        foreach (var column in optional)
        {
            var having = await world.ReadAsync<long>(
                $"select seq from tenancy.audit_event where {column} is not null order by seq"
            );
            foreach (var seq in having.Take(5))
            {
                await world.AsIntruderAsync($"update tenancy.audit_event set {column} = null where seq = {seq}");

                await ShouldNameAsync((int)seq, AuditFaultKind.Changed, column);
            }
        }
    }

    [Fact]
    public async Task A_deleted_event_is_named_and_so_is_the_place_of_one_whose_seal_is_gone_too()
    {
        for (var seq = 1; seq <= Length; seq++)
        {
            await world.AsIntruderAsync($"delete from tenancy.audit_event where id = '{EventAt(seq)}'");
            await ShouldNameAsync(seq, AuditFaultKind.Deleted);
        }

        for (var seq = 1; seq < Length; seq++)
        {
            await world.AsIntruderAsync(
                $"delete from tenancy.audit_event where id = '{EventAt(seq)}'; delete from tenancy.audit_seal where seq = {seq}"
            );
            (await FaultsAsync()).ShouldContain(fault => fault.Kind == AuditFaultKind.Deleted && fault.Sequence == seq);
        }
    }

    [Fact]
    public async Task Two_events_that_changed_places_are_named()
    {
        for (var seq = 1; seq < Length; seq++)
        {
            foreach (var other in new[] { seq + 1, (seq + 12) % Length + 1 }.Distinct().Where(one => one != seq))
            {
                await world.AsIntruderAsync(SwapSeals(seq, other, withHash: false));
                await ShouldBeReorderedAsync(seq, other);

                await world.AsIntruderAsync(SwapSeals(seq, other, withHash: true) + SwapNumbers(seq, other));
                await ShouldBeReorderedAsync(seq, other);
            }
        }
    }

    [Fact]
    public async Task An_event_that_was_put_in_is_named()
    {
        var forged = Guid.CreateVersion7();
        await world.AsIntruderAsync(
            $"""
            insert into tenancy.audit_event
            select tenant_id, '{forged}', occurred_at, actor_kind, actor_id, address, action, resource_type, resource_id,
                before, after, subject_id, personal, 12
            from tenancy.audit_event where seq = 12
            """
        );

        (await FaultsAsync())
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                fault => fault.Kind.ShouldBe(AuditFaultKind.Inserted),
                fault => fault.EventId.ShouldBe(forged)
            );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(Length)]
    public async Task A_cut_tail_is_found(int cut)
    {
        var last = Length - cut;
        await world.AsIntruderAsync(
            $"delete from tenancy.audit_event where seq > {last}; delete from tenancy.audit_seal where seq > {last}"
        );
        (await FaultsAsync(restore: false)).ShouldContain(fault =>
            fault.Kind == AuditFaultKind.TailCut && fault.Sequence == Length
        );

        // The head moved back to where the chain now ends, without the key.
        await world.AsIntruderAsync(
            $"update tenancy.audit_head h set seq = s.seq, hash = s.hash from tenancy.audit_seal s where s.seq = {last}"
        );
        (await FaultsAsync(restore: false)).ShouldNotBeEmpty();

        await world.AsIntruderAsync("delete from tenancy.audit_head");
        (await FaultsAsync()).ShouldContain(fault =>
            fault.Kind == (cut == Length ? AuditFaultKind.Missing : AuditFaultKind.HeadMissing)
        );
    }

    [Fact]
    public async Task A_chain_that_was_made_anew_from_a_changed_event_on_needs_the_key_for_its_head()
    {
        await world.AsIntruderAsync("update tenancy.audit_event set action = 'nothing.happened' where seq = 5");
        await MakeAnewAsync();

        (await FaultsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.HeadForged);
    }

    [Fact]
    public async Task An_old_head_that_was_kept_and_put_back_is_found_by_one_that_was_noted_elsewhere()
    {
        await world.RecordAsync(new AuditEntry("thing.done", "thing", null));
        await world.SealAsync();
        var head = (await world.VerifyAsync()).Head!;
        var noted = new KnownHead(world.TenantId, head.Seq, Convert.ToHexStringLower(head.Hash));
        (await world.VerifyAsync(noted)).Faults.ShouldBeEmpty();

        await RestoreAsync();

        (await world.VerifyAsync()).Faults.ShouldBeEmpty();
        (await world.VerifyAsync(noted)).Faults.ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.TailCut);

        await world.RecordAsync(new AuditEntry("thing.done_otherwise", "thing", null));
        await world.SealAsync();
        var fault = (await world.VerifyAsync(noted)).Faults.ShouldHaveSingleItem();
        (fault.Kind, fault.Sequence).ShouldBe((AuditFaultKind.Rewritten, Length + 1));
    }

    [Fact]
    public async Task Nothing_is_sealed_onto_a_chain_that_somebody_has_touched()
    {
        await world.AsIntruderAsync($"delete from tenancy.audit_seal where seq = {Length}");
        await world.RecordAsync(new AuditEntry("thing.done", "thing", null));

        (await world.SealAsync()).ShouldBe(SealOutcome.Broken);
        (await world.VerifyAsync()).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_has_seen_a_longer_chain_seals_nothing_onto_a_shorter_one()
    {
        var sealing = world.NewSealing();
        await world.RecordAsync(new AuditEntry("thing.done", "thing", null));
        (await world.SealAsync(sealing)).ShouldBe(SealOutcome.Sealed);

        await RestoreAsync();
        await world.RecordAsync(new AuditEntry("thing.done_otherwise", "thing", null));

        (await world.SealAsync(sealing)).ShouldBe(SealOutcome.Broken);
    }

    [Fact]
    public async Task What_was_never_sealed_is_reported_after_a_while()
    {
        await world.RecordAsync(new AuditEntry("thing.done", "thing", null));
        await world.ShouldBeWholeAsync();

        world.Server.Clock.Advance(TimeSpan.FromMinutes(2));

        (await world.VerifyAsync()).Faults.ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.Unsealed);
    }

    private Guid EventAt(int seq) => events[seq - 1];

    private async Task ShouldNameAsync(int seq, AuditFaultKind kind, string? because = null) =>
        (await FaultsAsync()).ShouldContain(
            fault => fault.Kind == kind && fault.Sequence == seq && fault.EventId == EventAt(seq),
            string.Create(CultureInfo.InvariantCulture, $"{because} at {seq}")
        );

    private async Task ShouldBeReorderedAsync(int first, int second)
    {
        var faults = await FaultsAsync();
        foreach (var seq in new[] { first, second })
        {
            faults.ShouldContain(
                fault => fault.Kind == AuditFaultKind.Reordered && fault.Sequence == seq,
                string.Create(CultureInfo.InvariantCulture, $"{first} and {second}")
            );
        }
    }

    private async Task<IReadOnlyList<AuditFault>> FaultsAsync(bool restore = true)
    {
        var report = await world.VerifyAsync();
        if (restore)
        {
            await RestoreAsync();
        }

        return report.Faults;
    }

    private Task RestoreAsync() =>
        world.AsIntruderAsync(
            """
            delete from tenancy.audit_event; insert into tenancy.audit_event select * from kept.audit_event;
            delete from tenancy.audit_seal; insert into tenancy.audit_seal select * from kept.audit_seal;
            delete from tenancy.audit_head; insert into tenancy.audit_head select * from kept.audit_head;
            """
        );

    private static string SwapSeals(int one, int other, bool withHash) =>
        $"""
            delete from tenancy.audit_seal where seq in ({one}, {other});
            insert into tenancy.audit_seal
            select tenant_id, {one} + {other} - seq, event_id,
                case when {withHash} then hash else (select hash from kept.audit_seal o where o.seq = {one} + {other} - k.seq) end
            from kept.audit_seal k where seq in ({one}, {other});
            """;

    private static string SwapNumbers(int one, int other) =>
        $"update tenancy.audit_event set seq = {one} + {other} - seq where seq in ({one}, {other});";

    private async Task MakeAnewAsync()
    {
        var hash = AuditRow.Beginning;
        for (var seq = 1; seq <= Length; seq++)
        {
            hash = (await ReadRowAsync(seq)).HashAfter(hash, seq);
            await world.AsIntruderAsync(
                $@"update tenancy.audit_seal set hash = '\x{Convert.ToHexString(hash)}' where seq = {seq}"
            );
        }

        await world.AsIntruderAsync($@"update tenancy.audit_head set hash = '\x{Convert.ToHexString(hash)}'");
    }

    private async Task<AuditRow> ReadRowAsync(int seq)
    {
        await using var connection = new Npgsql.NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            $"select {AuditRow.Columns} from tenancy.audit_event e where seq = {seq}",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        return AuditRow.Read(reader, 0);
    }
}
