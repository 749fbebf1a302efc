using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Identity;

/// <summary>One round trip for everything that authentication asks. Runs as the token's tenant, so that a foreign membership is invisible.</summary>
internal sealed class SessionStore(NpgsqlDataSource database)
{
    private const string Find = """
        select f.person_id, f.revoked_at is not null, f.ends_at, m.role, s.status, s.period_ends_at, p.is_platform_admin, m.venue_ids
        from identity.refresh_family f
            join identity.person p on p.id = f.person_id and p.security_stamp is not distinct from f.stamp
            left join tenancy.membership m on m.tenant_id = f.tenant_id and m.person_id = f.person_id
            left join tenancy.subscription s on s.tenant_id = f.tenant_id
        where f.id = $1 and f.tenant_id is not distinct from $2
            and (m.role is not null or (f.tenant_id is null and p.is_platform_admin))
        """;

    public async Task<Session?> FindAsync(Guid familyId, Guid? tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId is { } id ? new TenantId(id) : null);
        batch.Add(
            Find,
            new NpgsqlParameter<Guid> { TypedValue = familyId },
            new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid,
                Value = (object?)tenantId ?? DBNull.Value,
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static Session Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetBoolean(1),
            row.GetFieldValue<DateTimeOffset>(2),
            row.IsDBNull(3) ? null : EnumText<Role>.Parse(row.GetString(3)),
            row.IsDBNull(4) ? null : EnumText<SubscriptionStatus>.Parse(row.GetString(4)),
            row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
            row.GetBoolean(6),
            row.IsDBNull(7) ? null : row.GetFieldValue<Guid[]>(7)
        );
}
