using System.Security.Cryptography;
using System.Text;
using Crm.Benchmarks.Load;

namespace Crm.Benchmarks.Data;

/// <summary>An API token of each tenant, made through the product's own route and known to the limit in a table of its own.</summary>
internal static class ApiTokens
{
    public static async Task<IReadOnlyList<string>> CreateAsync(
        Uri server,
        BenchDatabase database,
        IReadOnlyList<string> accessTokens
    )
    {
        await DeleteAsync(database);
        using var connection = new LoadConnection(server);
        var tokens = new List<string>(accessTokens.Count);
        foreach (var accessToken in accessTokens)
        {
            var request = HttpText.Post(
                "/api/v1/api-tokens",
                $"Authorization: Bearer {accessToken}\r\n",
                """{"name":"bench","permissions":["write"]}"""
            );
            using var answer = await SignIns.AskAsync(connection, request, 201);
            tokens.Add(answer.RootElement.GetProperty("token").GetString()!);
        }

        await ShowToLimitAsync(database, tokens);

        return tokens;
    }

    /// <summary>Those of the run before.</summary>
    private static async Task DeleteAsync(BenchDatabase database)
    {
        foreach (var table in (string[])["usage", "activity", "secret", "token"])
        {
            await database.Source.UnprotectedAsync(
                $"api_tokens.{table}",
                () => database.Source.RunAsync($"delete from api_tokens.{table}")
            );
        }
    }

    private static async Task ShowToLimitAsync(BenchDatabase database, List<string> tokens)
    {
        await database.Source.RunAsync(
            """
            drop table if exists bare.api_token, bare.token_usage;
            create table bare.api_token (hash bytea primary key, tenant_id uuid not null, changed_at timestamptz not null default now());
            create index on bare.api_token (changed_at);
            create table bare.token_usage (tenant_id uuid, day date, method text, status int, requests bigint not null,
                primary key (tenant_id, day, method, status))
            """
        );
        await database.Source.RunAsync(
            "insert into bare.api_token (hash, tenant_id) select * from unnest($1::bytea[], $2::uuid[])",
            tokens.ConvertAll(token => SHA256.HashData(Encoding.ASCII.GetBytes(token))).ToArray(),
            database.Tenants.Select(tenant => tenant.Id).ToArray()
        );
    }
}
