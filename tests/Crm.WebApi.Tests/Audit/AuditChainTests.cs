using System.Globalization;
using Crm.Infrastructure.Audit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

/// <summary>Whoever has the whole database and not the key: whatever they change is found, and named.</summary>
public sealed class AuditChainTests(KeptChain chain) : IClassFixture<KeptChain>, IAsyncLifetime
{
    private const int Length = KeptChain.Length;

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

    private readonly AuditWorld world = chain.World;

    /// <summary>Whatever the test before has left.</summary>
    public Task InitializeAsync() => chain.RestoreAsync();

    public Task DisposeAsync() => Task.CompletedTask;

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
                    $"update tenancy.audit_event set {column} = {change} where id = '{chain.EventAt(seq)}'"
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
            await world.AsIntruderAsync($"delete from tenancy.audit_event where id = '{chain.EventAt(seq)}'");
            await ShouldNameAsync(seq, AuditFaultKind.Deleted);
        }

        for (var seq = 1; seq < Length; seq++)
        {
            await world.AsIntruderAsync(
                $"delete from tenancy.audit_event where id = '{chain.EventAt(seq)}'; delete from tenancy.audit_seal where seq = {seq}"
            );
            (await chain.FaultsAsync()).ShouldContain(fault =>
                fault.Kind == AuditFaultKind.Deleted && fault.Sequence == seq
            );
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

        (await chain.FaultsAsync())
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                fault => fault.Kind.ShouldBe(AuditFaultKind.Inserted),
                fault => fault.EventId.ShouldBe(forged)
            );
    }

    private async Task ShouldNameAsync(int seq, AuditFaultKind kind, string? because = null) =>
        (await chain.FaultsAsync()).ShouldContain(
            fault => fault.Kind == kind && fault.Sequence == seq && fault.EventId == chain.EventAt(seq),
            string.Create(CultureInfo.InvariantCulture, $"{because} at {seq}")
        );

    private async Task ShouldBeReorderedAsync(int first, int second)
    {
        var faults = await chain.FaultsAsync();
        foreach (var seq in new[] { first, second })
        {
            faults.ShouldContain(
                fault => fault.Kind == AuditFaultKind.Reordered && fault.Sequence == seq,
                string.Create(CultureInfo.InvariantCulture, $"{first} and {second}")
            );
        }
    }

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
}
