using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Npgsql;
using Shouldly;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>A company with a connected X account, and what X itself has of it.</summary>
internal sealed record XShop(PlatformWorld World, SignedIn Owner, Guid AccountId, string UserId)
{
    private static long last = Random.Shared.NextInt64(1_000_000_000, 9_000_000_000);

    public static async Task<XShop> OpenAsync(PlatformWorld world, SignedIn? person = null)
    {
        var user = NewUserId();
        await world.SimPutAsync($"/sim/x/users/{user}", new { username = "cafe" + user, name = "Kahve Köşesi" });
        await world.SimPutAsync(
            "/sim/x/apps/key" + user,
            new
            {
                apiSecret = "a_long_api_key_secret",
                accessToken = $"{user}-token",
                accessTokenSecret = "a_long_token_secret",
                userId = user,
            }
        );
        var owner = person ?? world.Owner;
        var account = await world.CreatedAsync(
            "x",
            new
            {
                apiKey = "key" + user,
                apiSecret = "a_long_api_key_secret",
                accessToken = $"{user}-token",
                accessSecret = "a_long_token_secret",
            },
            owner
        );

        return new(world, owner, account.GetProperty("id").GetGuid(), user);
    }

    /// <summary>Connected by the consent page of the platform's own app, whose calls carry no signature.</summary>
    public static async Task<XShop> OpenByConsentAsync(PlatformWorld world, SignedIn owner)
    {
        var user = NewUserId();
        await world.SimPutAsync($"/sim/x/users/{user}", new { username = "cafe" + user, name = "Kahve" });
        var id = (await world.CreatedAsync("x", credentials: null, owner)).GetProperty("id").GetGuid();
        (await world.ConsentAsync(id, "x", new { allow = true, userId = user }, owner))!.ShouldContain(
            "connected=true"
        );

        return new(world, owner, id, user);
    }

    public static string NewUserId() => Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);

    public async Task ScheduleAsync(string text, DateTimeOffset at)
    {
        using var answer = await SendAsync(
            new
            {
                accountIds = new[] { AccountId },
                text,
                publishAt = at,
            }
        );
        await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    public Task<HttpResponseMessage> SendAsync(object post) => Owner.Client.PostAsJsonAsync("/api/v1/posts", post);

    /// <summary>At once, to this account.</summary>
    public async Task<Guid> PostAsync(string text)
    {
        using var answer = await SendAsync(new { accountIds = new[] { AccountId }, text });

        return (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
    }

    /// <summary>What is not to be published yet: it waits for its time or is a draft.</summary>
    public async Task<Guid> KeepAsync(object post)
    {
        using var answer = await SendAsync(post);

        return (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    public Task<HttpResponseMessage> PatchAsync(Guid postId, object change) =>
        Owner.Client.PatchAsJsonAsync($"/api/v1/posts/{postId}", change);

    public Task<JsonElement> ReadAsync(Guid postId) =>
        Owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{postId}");

    public async Task<JsonElement> TargetAsync(Guid postId) => (await ReadAsync(postId)).GetProperty("targets")[0];

    /// <returns>The target, once it stands so.</returns>
    public async Task<JsonElement> BecomesAsync(Guid postId, string status, string? code = null)
    {
        JsonElement target = default;
        try
        {
            await Poll.UntilAsync(
                async () =>
                {
                    target = await TargetAsync(postId);
                    var error = target.GetProperty("error");

                    return target.GetProperty("status").GetString() == status
                        && (
                            code is null
                            || error.ValueKind is JsonValueKind.Object && error.GetProperty("code").GetString() == code
                        );
                },
                $"the post becomes {status}"
            );
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}: {target}", exception);
        }

        return target;
    }

    /// <summary>In the company's own tables, behind the server's back.</summary>
    public async Task UpdateAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(World.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var update = new NpgsqlCommand(
            $"begin; select set_config('role', 'crm_app', true), set_config('crm.tenant', '{Owner.TenantId}', true); {sql}; commit",
            connection
        );
        await update.ExecuteNonQueryAsync();
    }

    /// <summary>As they were sent, the newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> AtXAsync() =>
        [.. (await World.Sim.GetFromJsonAsync<JsonElement>($"/sim/x/users/{UserId}/posts")).EnumerateArray()];

    public async Task<IReadOnlyList<string>> TextsAtXAsync() =>
        [.. (await AtXAsync()).Select(post => post.GetProperty("sent").GetString()!)];
}
