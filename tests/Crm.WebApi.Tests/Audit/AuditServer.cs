using Xunit;

namespace Crm.WebApi.Tests.Audit;

/// <summary>One server for the tests of a class, which look at their own tenants alone.</summary>
public sealed class AuditServer : IAsyncLifetime
{
    private AuditWorld first = null!;

    public async Task InitializeAsync() => first = await AuditWorld.StartAsync();

    public async Task DisposeAsync() => await first.DisposeAsync();

    internal Task<AuditWorld> AddTenantAsync() => first.AddNeighbourAsync();
}
