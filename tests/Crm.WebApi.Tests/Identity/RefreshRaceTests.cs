using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class RefreshRaceTests : IAsyncLifetime
{
    private static readonly ParallelOptions Sixteen = new() { MaxDegreeOfParallelism = 16 };

    private TestServer server = null!;
    private TestServer other = null!;
    private HttpClient client = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync();
        other = await TestServer.StartAsync(server.Database, server.Clock);
        client = server.CreateClient();
        owner = await server.RegisterTenantAsync();
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        client.Dispose();
        await other.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_simultaneous_uses_of_one_token_give_one_successor()
    {
        using var there = other.CreateClient();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(at => (at % 2 == 0 ? client : there).RefreshedAsync(owner.RefreshToken))
        );

        var successor = answers.Distinct().ShouldHaveSingleItem();
        await client.RefreshedAsync(successor);
    }

    [Fact]
    public async Task Of_a_thousand_sign_ins_that_are_ended_while_they_refresh_no_token_survives()
    {
        var begun = new ConcurrentBag<string>();
        await Parallel.ForAsync(
            0,
            1_000,
            Sixteen,
            async (_, _) =>
            {
                using var response = await client.LogInAsync(owner.Email, World.Password);
                begun.Add((await response.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("refreshToken").GetString()!);
            }
        );
        var refreshed = new ConcurrentBag<JsonElement>();
        await Parallel.ForEachAsync(
            begun,
            Sixteen,
            async (token, _) =>
            {
                var ending = client.LogOutAsync(token);
                using var answer = await client.RefreshAsync(token);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    refreshed.Add(await answer.ShouldBeAsync(HttpStatusCode.OK));
                }

                using var ended = await ending;
                await ended.ShouldBeAsync(HttpStatusCode.NoContent);
            }
        );

        await Parallel.ForEachAsync(
            begun.Concat(refreshed.Select(tokens => tokens.GetProperty("refreshToken").GetString()!)),
            Sixteen,
            async (token, _) =>
            {
                using var answer = await client.RefreshAsync(token);
                await answer.ShouldBeAsync(HttpStatusCode.Unauthorized);
            }
        );
        await Parallel.ForEachAsync(
            refreshed.Select(tokens => tokens.GetProperty("accessToken").GetString()!),
            Sixteen,
            async (token, _) => await server.ShouldEndAsync(token)
        );
    }

    [Fact]
    public async Task A_stolen_older_token_ends_the_sign_in_on_every_server()
    {
        var second = await client.RefreshedAsync(owner.RefreshToken);
        using var refreshed = await client.RefreshAsync(second);
        var third = await refreshed.ShouldBeAsync(HttpStatusCode.OK);
        var access = third.GetProperty("accessToken").GetString()!;
        (await server.MeAsync(access)).ShouldBe(HttpStatusCode.OK);
        (await other.MeAsync(access)).ShouldBe(HttpStatusCode.OK);

        using var stolen = await client.RefreshAsync(owner.RefreshToken);

        (await stolen.ProblemAsync(HttpStatusCode.Unauthorized)).ShouldBe("refresh_token_reused");
        await server.ShouldEndAsync(access);
        await other.ShouldEndAsync(access);
        using var dead = await client.RefreshAsync(third.GetProperty("refreshToken").GetString()!);
        await dead.ShouldBeAsync(HttpStatusCode.Unauthorized);
    }
}
