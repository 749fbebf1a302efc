using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Audit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

/// <summary>Where a chain ends is known outside of it.</summary>
public sealed class AuditHeadTests(KeptChain chain) : IClassFixture<KeptChain>, IAsyncLifetime
{
    private const int Length = KeptChain.Length;

    private readonly AuditWorld world = chain.World;

    /// <summary>Whatever the test before has left.</summary>
    public Task InitializeAsync() => chain.RestoreAsync();

    public Task DisposeAsync() => Task.CompletedTask;

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
        (await chain.FaultsAsync(restore: false)).ShouldContain(fault =>
            fault.Kind == AuditFaultKind.TailCut && fault.Sequence == Length
        );

        // The head moved back to where the chain now ends, without the key.
        await world.AsIntruderAsync(
            $"update tenancy.audit_head h set seq = s.seq, hash = s.hash from tenancy.audit_seal s where s.seq = {last}"
        );
        (await chain.FaultsAsync(restore: false)).ShouldNotBeEmpty();

        await world.AsIntruderAsync("delete from tenancy.audit_head");
        (await chain.FaultsAsync()).ShouldContain(fault =>
            fault.Kind == (cut == Length ? AuditFaultKind.Missing : AuditFaultKind.HeadMissing)
        );
    }

    [Fact]
    public async Task A_chain_that_was_made_anew_from_a_changed_event_on_needs_the_key_for_its_head()
    {
        await world.AsIntruderAsync("update tenancy.audit_event set action = 'nothing.happened' where seq = 5");
        await MakeAnewAsync();

        (await chain.FaultsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.HeadForged);
    }

    [Fact]
    public async Task An_old_head_that_was_kept_and_put_back_is_found_by_one_that_was_noted_elsewhere()
    {
        await world.RecordAsync(new AuditEntry("thing.done", "thing", null));
        await world.SealAsync();
        var head = (await world.VerifyAsync()).Head!;
        var noted = new KnownHead(world.TenantId, head.Seq, Convert.ToHexStringLower(head.Hash));
        (await world.VerifyAsync(noted)).Faults.ShouldBeEmpty();

        await chain.RestoreAsync();

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

        await chain.RestoreAsync();
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
        await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"select {AuditRow.Columns} from tenancy.audit_event e where seq = {seq}",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        return AuditRow.Read(reader, 0);
    }
}
