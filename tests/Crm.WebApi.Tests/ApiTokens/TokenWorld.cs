using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Domain.ApiTokens;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Npgsql;
using Shouldly;

namespace Crm.WebApi.Tests.ApiTokens;

/// <summary>Tokens as an admin issues them and a program uses them.</summary>
internal static class TokenWorld
{
    public const string Route = "/api/v1/api-tokens";
    public const string Leads = "/api/v1/leads";
    public const string Current = Route + "/current";

    public static readonly string[] Read = ["read"];
    public static readonly string[] Write = ["write"];

    public static async Task<(Guid Id, string Token)> IssueTokenAsync(
        this SignedIn admin,
        string[]? permissions = null,
        string[]? venueIds = null,
        DateTimeOffset? expiresAt = null,
        string[]? allowedIps = null
    )
    {
        using var response = await admin.Client.PostAsJsonAsync(
            Route,
            new
            {
                name = "Partner",
                permissions = permissions ?? Read,
                venueIds,
                expiresAt,
                allowedIps,
            }
        );
        var issued = await response.ShouldBeAsync(HttpStatusCode.Created);

        return (issued.GetProperty("id").GetGuid(), issued.GetProperty("token").GetString()!);
    }

    public static HttpClient ClientWith(this TestServer server, string token)
    {
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return client;
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, string path = Leads)
    {
        using var response = await client.GetAsync(path);

        return response.StatusCode;
    }

    /// <summary>Whatever is answered before: each request that begins a second from now gets this answer.</summary>
    public static async Task ShouldSoonBeAsync(this HttpClient client, HttpStatusCode status, string path = Leads)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(1))
        {
            await client.StatusAsync(path);
        }

        for (var request = 0; request < 20; request++)
        {
            (await client.StatusAsync(path)).ShouldBe(status);
        }
    }

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);

        return await response.ShouldBeAsync(HttpStatusCode.OK);
    }

    public static Task<JsonElement> TokenAsync(this SignedIn admin, Guid id) => admin.Client.JsonAsync($"{Route}/{id}");

    public static async Task<Guid> AddVenueAsync(this TestServer server, SignedIn owner, string externalId)
    {
        var id = Guid.CreateVersion7();
        await server.ExecuteAsync(
            owner.TenantId,
            $"""
            insert into venues.venue (tenant_id, id, name, external_id, created_at, updated_at)
            values ('{owner.TenantId}', '{id}', 'Otel', '{externalId}', '2026-11-01', '2026-11-01')
            """
        );

        return id;
    }

    /// <summary>Many at once, as an installation has them after years.</summary>
    public static async Task<IReadOnlyList<string>> AddTokensAsync(this TestServer server, SignedIn owner, int count)
    {
        var issued = Enumerable.Range(0, count).Select(_ => TokenText.Issue()).ToList();
        var rows = issued.ConvertAll(token =>
            (Id: Guid.CreateVersion7(), token.Prefix, Hash: Convert.ToHexString(token.Hash))
        );
        await server.ExecuteAsync(
            owner.TenantId,
            $"""
            insert into api_tokens.token (tenant_id, id, name, prefix, permission, created_by, created_at)
            select '{owner.TenantId}', id::uuid, 'one of many', prefix, 'read', '{owner.UserId}', '2026-11-01'
            from unnest(array['{string.Join("','", rows.Select(row => row.Id))}'],
                array['{string.Join("','", rows.Select(row => row.Prefix))}']) row (id, prefix);
            insert into api_tokens.secret (tenant_id, token_id, prefix, hash, created_at)
            select '{owner.TenantId}', id::uuid, prefix, decode(hash, 'hex'), '2026-11-01'
            from unnest(array['{string.Join("','", rows.Select(row => row.Id))}'],
                array['{string.Join("','", rows.Select(row => row.Prefix))}'],
                array['{string.Join("','", rows.Select(row => row.Hash))}']) row (id, prefix, hash)
            """
        );

        return issued.ConvertAll(token => token.Token.Reveal());
    }

    public static async Task ExecuteAsync(this TestServer server, Guid tenantId, string sql)
    {
        await using var connection = await server.OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(this TestServer server, Guid tenantId, string sql)
    {
        await using var connection = await server.OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(sql, connection);

        return await command.ExecuteScalarAsync();
    }

    public static async Task<NpgsqlConnection> OpenAsync(this TestServer server, Guid tenantId)
    {
        var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var asTenant = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{tenantId}', false)",
            connection
        );
        await asTenant.ExecuteNonQueryAsync();

        return connection;
    }
}
