using Crm.Application.Identity.Contracts;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Identity;

/// <summary>Through the lookup function: before a tenant is chosen, no membership is visible.</summary>
internal sealed class Memberships(NpgsqlDataSource database) : IMemberships
{
    public async Task<IReadOnlyList<MembershipDto>> OfAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, null);
        batch.Add(
            "select tenant_id, tenant_name, role from lookup.memberships_of($1)",
            new NpgsqlParameter<Guid> { TypedValue = personId }
        );
        var found = new List<MembershipDto>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
        }

        return found;
    }
}
