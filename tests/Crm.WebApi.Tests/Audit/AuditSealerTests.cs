using Crm.Application.Tenancy.Contracts;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

public sealed class AuditSealerTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_is_recorded_is_sealed_within_five_seconds()
    {
        await using var world = await AuditWorld.StartAsync(role: "all");

        await world.RecordAsync(new("thing.done", "thing", null), new("thing.undone", "thing", null));

        await Poll.UntilAsync(
            async () => (await world.ListAsync()).TrueForAll(one => one.GetProperty("sealed").GetBoolean()),
            Promised,
            "something stayed unsealed"
        );
        await world.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Two_workers_seal_at_once_and_one_is_killed_and_the_chain_stays_whole()
    {
        const int Events = 400;
        await using var world = await AuditWorld.StartAsync();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CRM_DATABASE_URL"] = world.Server.Database.ConnectionString,
            ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
            ["CRM_ROLE"] = "worker",
        };
        await using var first = await ServerProcess.StartAsync(environment);
        await using var second = await ServerProcess.StartAsync(environment);

        var writers = Enumerable.Range(0, 4).Select(lane => WriteAsync(world, lane, Events / 4)).ToList();
        await Poll.UntilAsync(
            async () => (await SealedAsync(world)) > Events / 4,
            TimeSpan.FromSeconds(30),
            "nothing is sealed"
        );
        await first.KillAsync();
        await Task.WhenAll(writers);

        await Poll.UntilAsync(
            async () => await SealedAsync(world) == Events + 1,
            TimeSpan.FromSeconds(30),
            "something stayed unsealed"
        );
        var report = await world.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Sealed.ShouldBe(Events + 1);
    }

    [Fact]
    public async Task Who_waits_longest_is_sealed_first()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.SealAsync();
        // The older, the later by its id.
        await world.AsIntruderAsync(
            """
            insert into tenancy.audit_event (tenant_id, id, occurred_at, actor_kind, action, resource_type)
            select (lpad(to_hex(tenant), 8, '0') || '-0000-7000-8000-000000000000')::uuid, gen_random_uuid(),
                timestamptz '2026-11-22T08:00:00Z' + event * interval '1 hour' - tenant * interval '1 second', 'system', 'thing.done',
                'thing'
            from generate_series(1, 40) tenant, generate_series(1, 3) event
            """
        );

        var listed = await world.NewSealing().ListAsync(passed: [], atMost: 3, CancellationToken.None);

        string.Join(' ', listed.Select(tenantId => tenantId.ToString()[..8])).ShouldBe("00000028 00000027 00000026");
    }

    [Fact]
    public async Task An_event_that_is_committed_late_is_the_next_one()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.SealAsync();
        await using var late = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await late.OpenAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            $"""
            select set_config('role', 'crm_app', true), set_config('crm.tenant', '{world.TenantId}', true);
            insert into tenancy.audit_event (tenant_id, id, occurred_at, actor_kind, action, resource_type)
            values ('{world.TenantId}', '00000001-0000-7000-8000-000000000000', '2026-11-22T08:00:00Z', 'system', 'thing.late', 'thing');
            """,
            late
        );
        await insert.ExecuteNonQueryAsync();
        await world.RecordAsync(new AuditEntry("thing.done", "thing", null));
        await world.SealAsync();

        await transaction.CommitAsync();
        await world.SealAsync();

        (await world.ReadAsync<string>("select action from tenancy.audit_event order by seq")).ShouldBe([
            "tenant.created",
            "thing.done",
            "thing.late",
        ]);
        await world.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task The_application_may_add_and_never_change()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.SealAsync();
        string[] attempts =
        [
            "update tenancy.audit_event set action = 'x'",
            "update tenancy.audit_event set seq = null",
            "delete from tenancy.audit_event",
            "truncate tenancy.audit_event",
            "insert into tenancy.audit_seal values (crm.current_tenant(), 99, gen_random_uuid(), '')",
            "update tenancy.audit_seal set hash = ''",
            "delete from tenancy.audit_seal",
            "truncate tenancy.audit_seal",
            "insert into tenancy.audit_head values (crm.current_tenant(), 99, '', now(), '')",
            "update tenancy.audit_head set seq = 0",
            "delete from tenancy.audit_head",
            "truncate tenancy.audit_head",
            "delete from tenancy.audit_key",
            "truncate tenancy.audit_key",
            """
                insert into tenancy.audit_event (tenant_id, id, occurred_at, actor_kind, action, resource_type, seq)
                values (crm.current_tenant(), gen_random_uuid(), now(), 'system', 'x', 'x', 1)
                """,
        ];
        foreach (var attempt in attempts)
        {
            var refused = await Should.ThrowAsync<PostgresException>(
                () =>
                    world.AsIntruderAsync(
                        $"begin; select set_config('role', 'crm_app', true), set_config('crm.tenant', '{world.TenantId}', true); {attempt}"
                    ),
                attempt
            );
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }

        // The sealer's function appends to the end it names, and to none that is past.
        (
            await world.ReadAsync<bool>(
                $"""
                select lookup.seal_audit(0, array[gen_random_uuid()], array['x'::bytea], now(), 'x'::bytea)
                from (select set_config('crm.tenant', '{world.TenantId}', false) offset 0) tenant
                """
            )
        ).ShouldBe([false]);
        await world.ShouldBeWholeAsync();
    }

    private static async Task WriteAsync(AuditWorld world, int lane, int events)
    {
        for (var number = 0; number < events; number++)
        {
            await world.RecordAsync(new AuditEntry($"thing.done{lane}", "thing", Guid.CreateVersion7()));
        }
    }

    private static async Task<long> SealedAsync(AuditWorld world) =>
        (await world.ReadAsync<long>("select count(*) from tenancy.audit_seal"))[0];
}
