using Crm.Infrastructure.Audit;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

/// <summary>A sealed chain and a copy of it, so that it can be broken again and again.</summary>
public sealed class KeptChain : IAsyncLifetime
{
    public const int Length = 30;

    private List<Guid> events = [];

    internal AuditWorld World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        World = await AuditWorld.StartAsync();
        // With the tenant's beginning.
        await World.RecordChainAsync(Length - 1);
        await World.AsIntruderAsync(
            """
            create schema kept;
            create table kept.audit_event as select * from tenancy.audit_event;
            create table kept.audit_seal as select * from tenancy.audit_seal;
            create table kept.audit_head as select * from tenancy.audit_head;
            """
        );
        events = await World.ReadAsync<Guid>("select event_id from tenancy.audit_seal order by seq");
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    public Guid EventAt(int seq) => events[seq - 1];

    internal async Task<IReadOnlyList<AuditFault>> FaultsAsync(bool restore = true)
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
