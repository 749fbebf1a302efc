using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.TestKit;

/// <summary>Accounts as the connect flow leaves them, by the thousand: pairs from the simulator, sealed by the server's own vault.</summary>
internal sealed class ConnectedAccounts(IServiceProvider services)
{
    private readonly NpgsqlDataSource database = services.GetRequiredService<NpgsqlDataSource>();
    private readonly IVault vault = services.GetRequiredService<IVault>();
    private readonly HashSet<TenantId> tenants = [];

    /// <param name="dueAt">When the pair of the n-th account is to be renewed.</param>
    public async Task<IReadOnlyList<HeldAccount>> StoreAsync(
        TenantId tenantId,
        IReadOnlyList<IssuedGrant> grants,
        DateTimeOffset now,
        Func<int, DateTimeOffset> dueAt
    )
    {
        tenants.Add(tenantId);
        var accounts = grants.Select(grant => new HeldAccount(tenantId, Guid.CreateVersion7(), grant.OpenId)).ToList();
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, tenantId);
        for (var index = 0; index < grants.Count; index++)
        {
            await AddAsync(batch, accounts[index], grants[index], now, dueAt(index));
        }

        await batch.ExecuteNonQueryAsync();
        return accounts;
    }

    /// <summary>Deletes every account stored through here.</summary>
    public async Task ForgetAsync()
    {
        foreach (var tenantId in tenants)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var batch = TenantSql.Create(connection, tenantId);
            batch.Add("delete from integrations.account");
            await batch.ExecuteNonQueryAsync();
        }

        tenants.Clear();
    }

    public async Task<StoredAccount> ReadAsync(HeldAccount account) =>
        (await ReadAllAsync(account.TenantId)).Single(stored => stored.Id == account.Id);

    /// <summary>Everything of a tenant, with the refresh tokens opened.</summary>
    public async Task<IReadOnlyList<StoredAccount>> ReadAllAsync(TenantId tenantId)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            """
            select a.id, a.external_id, a.status, a.status_reason, g.version, g.refresh_due_at, g.access_expires_at,
                g.attempt_started_at, g.attempts, g.leased_until, g.sealed_refresh_token
            from integrations.account a join integrations.token_grant g on g.account_id = a.id order by a.id
            """
        );
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var all = new List<StoredAccount>();
        while (await reader.ReadAsync())
        {
            var id = reader.GetGuid(0);
            var name = new SecretName(tenantId, id, TokenGrant.RefreshTokenField);
            var token = await vault.OpenAsync(name, new(reader.GetFieldValue<byte[]>(10)), CancellationToken.None);
            all.Add(
                new(
                    id,
                    new(reader.GetString(1), token.Reveal()),
                    reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetInt32(4),
                    Time(reader, 5),
                    Time(reader, 6),
                    Time(reader, 7),
                    reader.GetInt32(8),
                    Time(reader, 9)
                )
            );
        }

        return all;
    }

    public async Task<long> CountAsync(TenantId tenantId, string from)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add($"select count(*) from {from}");
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }

    /// <summary>All of a tenant at once, by the database's own clock.</summary>
    public async Task MakeDueAsync(TenantId tenantId)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add("update integrations.token_grant set refresh_due_at = now()");
        await batch.ExecuteNonQueryAsync();
    }

    private async Task AddAsync(
        NpgsqlBatch batch,
        HeldAccount account,
        IssuedGrant grant,
        DateTimeOffset now,
        DateTimeOffset dueAt
    )
    {
        batch.Add(
            """
            insert into integrations.account (tenant_id, id, platform, name, status, external_id, account_key_hash,
                sealed_account_key, connected_at, created_at, updated_at)
            values ($1, $2, 'tiktok', $3, 'connected', $3, $4, $5, $6, $6, $6)
            """,
            Value(account.TenantId.Value),
            Value(account.Id),
            Value(account.OpenId),
            Value(RandomNumberGenerator.GetBytes(32)),
            Value(RandomNumberGenerator.GetBytes(32)),
            Value(now.UtcDateTime)
        );
        batch.Add(
            """
            insert into integrations.token_grant (tenant_id, account_id, platform, version, sealed_access_token,
                sealed_refresh_token, access_expires_at, refresh_expires_at, refresh_due_at, obtained_at)
            values ($1, $2, 'tiktok', 1, $3, $4, $5, $6, $7, $8)
            """,
            Value(account.TenantId.Value),
            Value(account.Id),
            Value(await SealAsync(account, TokenGrant.AccessTokenField, grant.AccessToken)),
            Value(await SealAsync(account, TokenGrant.RefreshTokenField, grant.RefreshToken)),
            Value(now.AddSeconds(grant.ExpiresIn).UtcDateTime),
            Value(now.AddSeconds(grant.RefreshExpiresIn).UtcDateTime),
            Value(dueAt.UtcDateTime),
            Value(now.UtcDateTime)
        );
    }

    private async Task<byte[]> SealAsync(HeldAccount account, string field, string token) =>
        (
            await vault.SealAsync(new(account.TenantId, account.Id, field), new Secret(token), CancellationToken.None)
        ).Bytes.ToArray();

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}

internal sealed record HeldAccount(TenantId TenantId, Guid Id, string OpenId);

internal sealed record StoredAccount(
    Guid Id,
    HeldRefreshToken Held,
    string Status,
    string? Reason,
    int Version,
    DateTimeOffset? DueAt,
    DateTimeOffset? AccessExpiresAt,
    DateTimeOffset? AttemptStartedAt,
    int Attempts,
    DateTimeOffset? LeasedUntil
);
