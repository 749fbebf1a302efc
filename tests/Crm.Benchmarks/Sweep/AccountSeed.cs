using System.Text;
using Crm.Application.Common;
using Crm.Benchmarks.Data;
using Crm.Benchmarks.Limit;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.WebApi;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Benchmarks.Sweep;

/// <summary>Connected accounts with their token pairs, sealed by the product's vault; and the same for the limit, sealed by it.</summary>
internal static class AccountSeed
{
    private const string Columns =
        "tenant_id, account_id, platform, version, sealed_access_token, sealed_refresh_token, access_expires_at, refresh_expires_at, refresh_due_at, obtained_at";

    public static async Task EnsureAsync(BenchDatabase database, int count)
    {
        var there = 0L;
        await database.Source.UnprotectedAsync(
            "integrations.token_grant",
            async () =>
                there = (long)(await database.Source.ScalarAsync("select count(*) from integrations.token_grant"))!
        );
        if (there == count)
        {
            return;
        }

        Say.Line($"Seeding {count:#,0} connected accounts");
        var grants = await SealAsync(database, count);
        await database.Source.UnprotectedAsync(
            "integrations.account",
            async () =>
            {
                await database.Source.RunAsync("truncate integrations.account cascade");
                await InsertAccountsAsync(database.Source, grants);
            }
        );
        await database.Source.UnprotectedAsync(
            "integrations.token_grant",
            () => CopyAsync(database.Source, "integrations.token_grant", grants, grant => grant.Ours)
        );
        await database.Source.RunAsync("truncate bare.token_grant");
        await CopyAsync(database.Source, "bare.token_grant", grants, grant => grant.Bare);
    }

    private static async Task<List<Sealed>> SealAsync(BenchDatabase database, int count)
    {
        var settings = ProductSettings.Web(database.ConnectionString);
        await using var app = await CrmApplication.BuildAsync([
            .. settings.Select(pair => $"--{pair.Key}={pair.Value}"),
        ]);
        var vault = app.Services.GetRequiredService<IVault>();
        var grants = new List<Sealed>(count);
        for (var number = 0; number < count; number++)
        {
            var tenant = new TenantId(database.Tenants[number % database.Tenants.Count].Id);
            var account = Guid.CreateVersion7();
            var text = $"rft.{number:D12}cccccccccccccccccccccccccccccccccccccccccccccccccccc";
            var token = new Secret(text);
            grants.Add(
                new(
                    tenant.Value,
                    account,
                    new(
                        await SealAsync(vault, new(tenant, account, TokenGrant.AccessTokenField), token),
                        await SealAsync(vault, new(tenant, account, TokenGrant.RefreshTokenField), token)
                    ),
                    new(LimitSweep.Seal(Encoding.UTF8.GetBytes(text)), LimitSweep.Seal(Encoding.UTF8.GetBytes(text)))
                )
            );
        }

        return grants;
    }

    private static async Task<byte[]> SealAsync(IVault vault, SecretName name, Secret token) =>
        (await vault.SealAsync(name, token, CancellationToken.None)).Bytes.ToArray();

    private static Task InsertAccountsAsync(NpgsqlDataSource source, List<Sealed> grants) =>
        source.RunAsync(
            """
            insert into integrations.account (tenant_id, id, platform, name, status, external_id, account_key_hash, sealed_account_key,
                connected_at, created_at, updated_at)
            select tenant, id, 'tiktok', 'Account', 'connected', id::text, sha256(id::text::bytea), ''::bytea, now(), now(), now()
            from unnest($1::uuid[], $2::uuid[]) a(tenant, id)
            """,
            grants.Select(grant => grant.Tenant).ToArray(),
            grants.Select(grant => grant.Account).ToArray()
        );

    private static async Task CopyAsync(
        NpgsqlDataSource source,
        string table,
        List<Sealed> grants,
        Func<Sealed, SealedTokens> tokens
    )
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} ({Columns}) from stdin (format binary)"
        );
        foreach (var grant in grants)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(grant.Tenant);
            await copy.WriteAsync(grant.Account);
            await copy.WriteAsync("tiktok");
            await copy.WriteAsync(1);
            await copy.WriteAsync(tokens(grant).Access);
            await copy.WriteAsync(tokens(grant).Refresh);
            await copy.WriteAsync(now.AddHours(2), NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(now.AddDays(180), NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(now.AddHours(1), NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
        }

        await copy.CompleteAsync();
    }

    private sealed record Sealed(Guid Tenant, Guid Account, SealedTokens Ours, SealedTokens Bare);

    private sealed record SealedTokens(byte[] Access, byte[] Refresh);
}
