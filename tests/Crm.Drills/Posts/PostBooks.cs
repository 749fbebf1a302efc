using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Npgsql;

namespace Crm.Drills.Posts;

/// <summary>Companies with a connected X account each, their posts as the API took them, and what the tables say of them.</summary>
internal sealed class PostBooks(TestServer server, HttpClient sim) : IAsyncDisposable
{
    private const int AtOnce = 8;

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(server.Database.ConnectionString);
    private readonly List<Shop> shops = [];

    public IReadOnlyList<Shop> Shops => shops;

    public async Task OpenAsync(int count)
    {
        // The books are read of all companies at once, which the application's own role never may.
        await using var policy = database.CreateCommand(
            """
            create policy drill on publishing.post for select to current_user using (true);
            create policy drill on publishing.post_target for select to current_user using (true);
            create policy drill on publishing.post_attempt for select to current_user using (true);
            """
        );
        await policy.ExecuteNonQueryAsync();
        for (var number = 1; number <= count; number++)
        {
            var owner = await server.RegisterTenantAsync();
            var user = (9_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
            await PutAsync($"/sim/x/users/{user}", new { username = "shop" + user, name = "Kahve" });
            await PutAsync(
                $"/sim/x/apps/key{user}",
                new
                {
                    apiSecret = "a_long_api_key_secret",
                    accessToken = $"{user}-token",
                    accessTokenSecret = "a_long_token_secret",
                    userId = user,
                }
            );
            using var answer = await owner.Client.PostAsJsonAsync(
                "/api/integrations/accounts/",
                new
                {
                    platform = "x",
                    name = "Shop",
                    credentials = new
                    {
                        apiKey = "key" + user,
                        apiSecret = "a_long_api_key_secret",
                        accessToken = $"{user}-token",
                        accessSecret = "a_long_token_secret",
                    },
                }
            );
            answer.EnsureSuccessStatusCode();
            var account = await answer.Content.ReadFromJsonAsync<JsonElement>();
            shops.Add(new(owner, account.GetProperty("id").GetGuid(), user));
        }
    }

    /// <summary>Each with a text of its own, which begins with <paramref name="mark"/>.</summary>
    /// <param name="within">They are spread over this time, the first at its beginning.</param>
    public Task ScheduleAsync(string mark, int posts, DateTimeOffset at, TimeSpan within = default) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, posts),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, cancellationToken) =>
            {
                var shop = shops[number % shops.Count];
                using var answer = await shop.Owner.Client.PostAsJsonAsync(
                    "/api/v1/posts",
                    new
                    {
                        accountIds = new[] { shop.AccountId },
                        text = $"{mark} {number.ToString(CultureInfo.InvariantCulture)} ☕",
                        publishAt = at + (within * number / posts),
                    },
                    cancellationToken
                );
                answer.EnsureSuccessStatusCode();
            }
        );

    public async Task<long> CountAsync(string condition)
    {
        await using var command = database.CreateCommand(
            $"""
            select count(*) from publishing.post_target t
            join publishing.post p on p.tenant_id = t.tenant_id and p.id = t.post_id
            where {condition}
            """
        );

        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<int> CountAttemptsAsync(string condition)
    {
        await using var command = database.CreateCommand(
            $"select count(*) from publishing.post_attempt where action = 'publish' and {condition}"
        );

        return (int)(long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>From the time each was planned for to the first call, in seconds, sorted.</summary>
    public async Task<IReadOnlyList<double>> DelaysAsync(string mark)
    {
        await using var command = database.CreateCommand(
            """
            select extract(epoch from min(a.started_at) - min(p.publish_at))::float8
            from publishing.post p
            join publishing.post_attempt a on a.tenant_id = p.tenant_id and a.post_id = p.id and a.action = 'publish'
            where p.body ->> 'text' like $1 || ' %'
            group by p.tenant_id, p.id
            order by 1
            """
        );
        command.Parameters.AddWithValue(mark);
        await using var reader = await command.ExecuteReaderAsync();
        var delays = new List<double>();
        while (await reader.ReadAsync())
        {
            delays.Add(reader.GetDouble(0));
        }

        return delays;
    }

    /// <summary>Of every post of the mark: its text, how it stands, and the platform's id that it tells.</summary>
    public async Task<IReadOnlyList<(string Text, string Status, string? ExternalId)>> ReadAsync(string mark)
    {
        await using var command = database.CreateCommand(
            """
            select p.body ->> 'text', t.status, t.external_id
            from publishing.post p
            join publishing.post_target t on t.tenant_id = p.tenant_id and t.post_id = p.id
            where p.body ->> 'text' like $1 || ' %'
            """
        );
        command.Parameters.AddWithValue(mark);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<(string, string, string?)>();
        while (await reader.ReadAsync())
        {
            all.Add(
                (reader.GetString(0), reader.GetString(1), await reader.IsDBNullAsync(2) ? null : reader.GetString(2))
            );
        }

        return all;
    }

    /// <summary>What the platform has of all companies: ids by text.</summary>
    public async Task<ILookup<string, string>> AtPlatformAsync(string mark)
    {
        var all = new List<(string Text, string Id)>();
        foreach (var shop in shops)
        {
            var posts = await sim.GetFromJsonAsync<JsonElement>($"/sim/x/users/{shop.UserId}/posts");
            all.AddRange(
                posts
                    .EnumerateArray()
                    .Select(post => (post.GetProperty("sent").GetString()!, post.GetProperty("id").GetString()!))
            );
        }

        return all.Where(post => post.Text.StartsWith($"{mark} ", StringComparison.Ordinal))
            .ToLookup(post => post.Text, post => post.Id, StringComparer.Ordinal);
    }

    public async Task PutAsync(string path, object body)
    {
        using var answer = await sim.PutAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    public async Task PostAsync(string path, object body)
    {
        using var answer = await sim.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        shops.ForEach(shop => shop.Owner.Dispose());
        await database.DisposeAsync();
    }

    internal sealed record Shop(SignedIn Owner, Guid AccountId, string UserId);
}
