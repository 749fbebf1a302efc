using Crm.Application.Common;
using Crm.Application.Tenancy;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Tenancy;

internal sealed class PlanUseCount(NpgsqlDataSource database, ITenantContext tenant, TimeProvider time) : IPlanUse
{
    private const string Count = """
        select
            (select count(*) from integrations.account)::integer,
            (select count(*) from tenancy.membership)::integer
                + (select count(*) from tenancy.invitation where expires_at > $1)::integer,
            (select count(*) from api_tokens.token where revoked_at is null)::integer,
            (select time_zone from tenancy.tenant)
        """;

    public async Task<PlanUse> CountAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(Count, new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        int accounts,
            members,
            apiTokens;
        string timeZone;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            (accounts, members, apiTokens, timeZone) = (
                reader.GetInt32(0),
                reader.GetInt32(1),
                reader.GetInt32(2),
                reader.GetString(3)
            );
        }

        var since = CalendarMonth.Of(now, timeZone).Start;

        return new(
            accounts,
            members,
            apiTokens,
            await LeadMonths.CountAsync(connection, tenant.TenantId, since, int.MaxValue, cancellationToken)
        );
    }
}
