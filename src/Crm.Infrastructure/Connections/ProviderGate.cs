using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Connections;

internal sealed class ProviderGate(CompanyGates gates, ProviderCatalog providers, ITenantContext tenant) : IProviderGate
{
    public Task<T> RunAsync<T>(
        string platform,
        Guid? accountId,
        Func<Task<T>> call,
        CancellationToken cancellationToken
    ) =>
        gates
            .Of(tenant.TenantId, platform)
            .RunAsync(
                providers.Descriptor(platform).LimitsTokens ? accountId ?? CompanyGate.NoAccount : null,
                call,
                cancellationToken
            );
}

/// <summary>One gate for each company at each platform, for as long as this server runs.</summary>
internal sealed class CompanyGates(TimeProvider time)
{
    private const int MostKept = 50_000;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(TenantId, string), CompanyGate> gates = new();

    public CompanyGate Of(TenantId tenantId, string platform)
    {
        if (gates.Count >= MostKept)
        {
            gates.Clear();
        }

        return gates.GetOrAdd((tenantId, platform), key => new CompanyGate(key.Item2, time));
    }
}
