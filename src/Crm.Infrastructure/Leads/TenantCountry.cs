using System.Collections.Concurrent;
using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class TenantCountry(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<TenantId, (string Country, long At)> known = new();

    public async ValueTask<string> GetAsync(TenantId tenantId, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(tenantId, out var entry) && time.GetElapsedTime(entry.At) < Kept)
        {
            return entry.Country;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add("select country from tenancy.tenant");
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var country = await reader.ReadAsync(cancellationToken) ? reader.GetString(0) : "";
        known[tenantId] = (country, time.GetTimestamp());

        return country;
    }

    /// <summary>The one of the running scope's tenant.</summary>
    public sealed class OfScope(TenantCountry countries, ITenantContext tenant) : ITenantCountry
    {
        public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
            countries.GetAsync(tenant.TenantId, cancellationToken);
    }
}
