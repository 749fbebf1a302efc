using Crm.Infrastructure.Audit;

namespace Crm.WebApi.Tests.Audit;

/// <summary>A sealed chain and a copy of it, so that it can be broken again and again.</summary>
internal sealed class KeptChain
{
    private readonly List<Guid> events;

    private KeptChain(AuditWorld world, List<Guid> events)
    {
        World = world;
        this.events = events;
    }

    public AuditWorld World { get; }

    public static async Task<KeptChain> StartAsync(int length)
    {
        var world = await AuditWorld.StartAsync();
        // With the tenant's beginning.
        await world.RecordChainAsync(length - 1);
        await world.AsIntruderAsync(
            """
            create schema kept;
            create table kept.audit_event as select * from tenancy.audit_event;
            create table kept.audit_seal as select * from tenancy.audit_seal;
            create table kept.audit_head as select * from tenancy.audit_head;
            """
        );

        return new(world, await world.ReadAsync<Guid>("select event_id from tenancy.audit_seal order by seq"));
    }

    public Guid EventAt(int seq) => events[seq - 1];

    public async Task<IReadOnlyList<AuditFault>> FaultsAsync(bool restore = true)
    {
        var report = await World.VerifyAsync();
        if (restore)
        {
            await RestoreAsync();
        }

        return report.Faults;
    }

    public Task RestoreAsync() =>
        World.AsIntruderAsync(
            """
            delete from tenancy.audit_event; insert into tenancy.audit_event select * from kept.audit_event;
            delete from tenancy.audit_seal; insert into tenancy.audit_seal select * from kept.audit_seal;
            delete from tenancy.audit_head; insert into tenancy.audit_head select * from kept.audit_head;
            """
        );
}
