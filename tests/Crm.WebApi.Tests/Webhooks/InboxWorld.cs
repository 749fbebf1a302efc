using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>A server with both TikTok apps configured, and rows and deliveries for it.</summary>
public sealed class InboxWorld : IAsyncLifetime
{
    public const string ClientSecret = "cs_demo";
    public const string AppSecret = "app_secret_demo";

    public TestServer Server { get; private set; } = null!;

    /// <summary>What the provider says when it is asked whether a token lives.</summary>
    public StubProvider Provider { get; } = new();

    public Task InitializeAsync() => StartAsync();

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();

    public async Task StartAsync(params (string Name, string Value)[] settings) =>
        Server = await TestServer.StartAsync(
            services: services =>
            {
                services.Insert(0, ServiceDescriptor.Singleton<IProvider>(Provider));
                services.RemoveAll<ITokenRefresher>().AddSingleton<ITokenRefresher>(Provider);
            },
            settings:
            [
                ("TIKTOK_CLIENT_ID", "ck_demo"),
                ("TIKTOK_CLIENT_SECRET", ClientSecret),
                ("TIKTOK_BUSINESS_APP_SECRET", AppSecret),
                .. settings,
            ]
        );

    public async Task<HttpResponseMessage> PostLeadsAsync(
        string body,
        string? accountKey = null,
        string? secret = AppSecret
    )
    {
        var signature = secret is null ? null : Hmac(secret, Escaped(body));

        return await PostAsync("tiktok-leadgen", accountKey, body, "X-Open-Signature", signature);
    }

    public async Task<HttpResponseMessage> PostNoticeAsync(
        string body,
        DateTimeOffset? signedAt = null,
        string secret = ClientSecret
    )
    {
        var time = (signedAt ?? Server.Clock.GetUtcNow()).ToUnixTimeSeconds();

        return await PostAsync(
            "tiktok",
            accountKey: null,
            body,
            "TikTok-Signature",
            $"t={time},s={Hmac(secret, $"{time}.{body}")}"
        );
    }

    public async Task<HttpResponseMessage> PostAsync(
        string hook,
        string? accountKey,
        string body,
        string header,
        string? signature
    )
    {
        using var client = Server.CreateClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        var address = $"/api/integrations/webhooks/{hook}/" + (accountKey is null ? "" : accountKey + "/");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation(header, signature);
        }

        return await client.SendAsync(request);
    }

    /// <summary>An account as it is after connecting, and the key of its webhook address.</summary>
    public async Task<WorldAccount> AddAccountAsync(
        Guid tenantId,
        string platform,
        bool acceptsUnsigned = false,
        params string[] provenIds
    )
    {
        var account = new WorldAccount(tenantId, Guid.CreateVersion7(), $"key-{Guid.CreateVersion7():N}");
        var now = Server.Clock.GetUtcNow();
        await ExecuteAsync(
            tenantId,
            """
            insert into integrations.account (tenant_id, id, platform, name, status, external_id, account_key_hash,
                sealed_account_key, accepts_unsigned, connected_at, created_at, updated_at)
            values ($1, $2, $3, 'Test', 'connected', $4, $5, ''::bytea, $6, $7, $7, $7)
            """,
            tenantId,
            account.Id,
            platform,
            provenIds.FirstOrDefault() ?? "",
            SHA256.HashData(Encoding.UTF8.GetBytes(account.Key)),
            acceptsUnsigned,
            now
        );
        await AddTokensAsync(account, platform, now);
        foreach (var id in provenIds)
        {
            await ExecuteAsync(
                tenantId,
                "insert into integrations.proven_id (tenant_id, account_id, platform, external_id, proven_at) values ($1, $2, $3, $4, $5)",
                tenantId,
                account.Id,
                platform,
                id,
                now
            );
        }

        return account;
    }

    /// <summary>An account as its owner creates it: not connected, but with a webhook address of its own.</summary>
    public static async Task<WorldAccount> CreateAccountAsync(SignedIn owner)
    {
        using var answer = await owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts",
            new { platform = "tiktok_leads", name = "Test" }
        );
        var account = await answer.Content.ReadFromJsonAsync<JsonElement>();

        return new(owner.TenantId, account.GetProperty("id").GetGuid(), KeyOf(account));
    }

    /// <summary>The unguessable part of an account's webhook address.</summary>
    public static string KeyOf(JsonElement account) =>
        account.GetProperty("webhookUrl").GetString()!.TrimEnd('/').Split('/')[^1];

    private async Task AddTokensAsync(WorldAccount account, string platform, DateTimeOffset now)
    {
        var vault = Server.Services.GetRequiredService<IVault>();
        var tenant = new TenantId(account.TenantId);
        var access = await vault.SealAsync(
            new(tenant, account.Id, TokenGrant.AccessTokenField),
            new Secret("access"),
            CancellationToken.None
        );
        var refresh = await vault.SealAsync(
            new(tenant, account.Id, TokenGrant.RefreshTokenField),
            new Secret("refresh"),
            CancellationToken.None
        );
        await ExecuteAsync(
            account.TenantId,
            """
            insert into integrations.token_grant (tenant_id, account_id, platform, version, sealed_access_token,
                sealed_refresh_token, obtained_at)
            values ($1, $2, $3, 1, $4, $5, $6)
            """,
            account.TenantId,
            account.Id,
            platform,
            access.Bytes.ToArray(),
            refresh.Bytes.ToArray(),
            now
        );
    }

    public Task UntilProcessedAsync(params Guid[] tenants) =>
        Poll.UntilAsync(
            async () =>
            {
                var open = 0;
                foreach (var tenant in tenants.Prepend(TenantId.Platform.Value))
                {
                    open += (await EventsAsync(tenant)).Count(stored => stored.Status == "pending");
                }

                return open == 0;
            },
            "an event stayed pending"
        );

    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(Guid tenantId) =>
        await QueryAsync(
            tenantId,
            "select id, status, reason, sealed_body is not null, body_size, account_id from integrations.webhook_event order by id",
            row => new StoredEvent(
                row.GetGuid(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.GetBoolean(3),
                row.GetInt32(4),
                row.IsDBNull(5) ? null : row.GetGuid(5)
            )
        );

    public async Task<long> CountAsync(Guid tenantId, string table) =>
        (await QueryAsync(tenantId, $"select count(*) from {table}", row => row.GetInt64(0)))[0];

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Guid tenantId, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async Task ExecuteAsync(Guid tenantId, string sql, params object[] values)
    {
        await using var connection = await OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>As the application does it: under its role and for one tenant.</summary>
    private async Task<NpgsqlConnection> OpenAsync(Guid tenantId)
    {
        var settings = new NpgsqlConnectionStringBuilder(Server.Database.ConnectionString) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var scope = new NpgsqlCommand(
            "select set_config('role', 'crm_app', false), set_config('crm.tenant', $1, false)",
            connection
        );
        scope.Parameters.Add(new() { Value = tenantId.ToString() });
        await scope.ExecuteNonQueryAsync();

        return connection;
    }

    public static string Hmac(string secret, string message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message)));

    public static string Escaped(string body) =>
        string.Concat(body.Select(unit => unit < 128 ? unit.ToString() : $"\\u{(int)unit:x4}"));
}

public sealed record WorldAccount(Guid TenantId, Guid Id, string Key);

public sealed record StoredEvent(Guid Id, string Status, string? Reason, bool HasBody, int BodySize, Guid? AccountId);
