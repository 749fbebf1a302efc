using Crm.Application.Integrations;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>What went before a renewal that somebody asks for; read only then, not for a token that lives.</summary>
internal sealed class RenewalHistory(NpgsqlDataSource database)
{
    public async Task<PastRenewal?> FindAsync(TenantId tenantId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            """
            select g.version, g.obtained_at, coalesce(g.obtained_at > a.connected_at, false), a.last_error_code,
                a.last_error_detail
            from integrations.token_grant g
            join integrations.account a on a.tenant_id = g.tenant_id and a.id = g.account_id
            where g.tenant_id = $1 and g.account_id = $2
            """,
            new NpgsqlParameter<Guid> { TypedValue = tenantId.Value },
            new NpgsqlParameter<Guid> { TypedValue = accountId }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetInt32(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetBoolean(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)
            )
            : null;
    }
}

/// <param name="IsRenewed">The pair came with a renewal, not with a person's consent.</param>
/// <param name="ErrorCode">The account's last error, whatever it was about.</param>
internal sealed record PastRenewal(
    int Version,
    DateTimeOffset ObtainedAt,
    bool IsRenewed,
    string? ErrorCode,
    string? ErrorDetail
)
{
    /// <summary>Why the renewal was put off, where that is the last thing that went wrong.</summary>
    public string? Word => RenewalTrouble.CodeOf(ErrorCode) == ErrorCode ? ErrorDetail ?? ErrorCode : null;
}
