using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Infrastructure.Providers.TikTok;
using Crm.Infrastructure.TokenRefresh;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.TikTok;

public sealed class RenewalOnDemandTests(Simulator simulator) : IClassFixture<Simulator>
{
    private volatile bool isEveryTokenRefused;

    [Fact]
    public async Task Tokens_that_keep_dying_cost_one_renewal_until_the_floor_and_no_connection()
    {
        await using var world = await TikTokWorld.StartAsync(simulator.Process);
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.SimAsync("/sim/tiktok/tokens/expire", new { openId, access = true });
        await world.SendAsync(HttpMethod.Post, Sync(id));

        await world.SimAsync("/sim/tiktok/tokens/expire", new { openId, access = true });
        for (var times = 0; times < 3; times++)
        {
            using var refused = await world.TryAsync(HttpMethod.Post, Sync(id));
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await RotationsAsync(world, openId)).ShouldBe(1);
        (await StatusAsync(world, id)).ShouldBe("connected");
        (await LastErrorAsync(world, id)).ShouldBe("provider_unavailable");

        world.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        await world.SendAsync(HttpMethod.Post, Sync(id));

        (await RotationsAsync(world, openId)).ShouldBe(2);
        (await StatusAsync(world, id)).ShouldBe("connected");
    }

    [Fact]
    public async Task Tokens_that_are_refused_even_when_renewed_after_the_floor_need_a_person()
    {
        await using var world = await TikTokWorld.StartAsync(
            simulator.Process,
            services: services =>
                services.AddHttpClient(nameof(ITikTokApi)).AddHttpMessageHandler(() => new RefusalOfEveryToken(this))
        );
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.SimAsync("/sim/tiktok/tokens/expire", new { openId, access = true });
        await world.SendAsync(HttpMethod.Post, Sync(id));
        isEveryTokenRefused = true;
        using (var early = await world.TryAsync(HttpMethod.Post, Sync(id)))
        {
            early.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        world.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        using var refused = await world.TryAsync(HttpMethod.Post, Sync(id));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RotationsAsync(world, openId)).ShouldBe(2);
        (await StatusAsync(world, id)).ShouldBe("needs_reauth");
    }

    [Fact]
    public async Task Token_that_still_works_does_not_bring_back_an_account_whose_renewal_was_refused()
    {
        await using var world = await TikTokWorld.StartAsync(simulator.Process, accessSeconds: 600);
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        await world.SimAsync(
            "/sim/tiktok/tokens/expire",
            new
            {
                openId,
                access = false,
                refresh = true,
            }
        );
        world.Server.Clock.Advance(TimeSpan.FromSeconds(460));
        await world.Server.Services.GetRequiredService<RefreshSweep>().RunAsync(CancellationToken.None);
        (await StatusAsync(world, id)).ShouldBe("needs_reauth");

        await world.SendAsync(HttpMethod.Post, Sync(id));

        (await StatusAsync(world, id)).ShouldBe("needs_reauth");
    }

    [Fact]
    public async Task Throttled_renewal_is_told_as_such_to_who_tries_and_to_who_waits()
    {
        await using var world = await TikTokWorld.StartAsync(simulator.Process, accessSeconds: 60);
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));
        await world.FaultAsync("throttle", "/v2/oauth/token/");
        world.Server.Clock.Advance(TimeSpan.FromMinutes(2));

        for (var times = 0; times < 2; times++)
        {
            using var answer = await world.TryAsync(HttpMethod.Post, Sync(id));
            answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter.ShouldNotBeNull();
            (await answer.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("code")
                .GetString()
                .ShouldBe("rate_limited_by_provider");
        }

        (await StatusAsync(world, id)).ShouldBe("connected");
    }

    private static string Sync(Guid id) => $"/api/integrations/accounts/{id}/sync/";

    private static async Task<int> RotationsAsync(TikTokWorld world, string openId) =>
        (await world.GrantAsync(openId)).GetProperty("grants")[0].GetProperty("rotations").GetInt32();

    private static async Task<string?> LastErrorAsync(TikTokWorld world, Guid id) =>
        (await world.AccountAsync(id)).GetProperty("health").GetProperty("lastError").GetProperty("code").GetString();

    private static async Task<string?> StatusAsync(TikTokWorld world, Guid id) =>
        (await world.AccountAsync(id)).GetProperty("status").GetString();

    private sealed class RefusalOfEveryToken(RenewalOnDemandTests tests) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            tests.isEveryTokenRefused && request.RequestUri!.AbsolutePath == "/v2/user/info/"
                ? new(HttpStatusCode.Unauthorized)
                {
                    Content = JsonContent.Create(new { error = new { code = "access_token_invalid" } }),
                }
                : await base.SendAsync(request, cancellationToken);
    }
}
