using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.Trouble;

/// <summary>
/// What can go wrong at a provider, for each of them: it has its code, the account's health says it in words, and when it is
/// over the account works as before.
/// </summary>
public sealed class ProviderTroubleTests(TroubledPlatforms platforms) : IClassFixture<TroubledPlatforms>
{
    private const string Unavailable = "provider_unavailable";
    private const string Throttled = "rate_limited_by_provider";
    private const string Rejected = "provider_rejected";
    private const string Denied = "permission_denied";
    private const string Dead = "authentication_failed";

    private static readonly (string Fault, int? Status, string Code)[] Everywhere =
    [
        ("status", 500, Unavailable),
        ("status", 503, Unavailable),
        ("throttle", null, Throttled),
        ("timeout_before", null, Unavailable),
        ("timeout_after", null, Unavailable),
        ("malformed_json", null, Unavailable),
        ("html", null, Unavailable),
        ("redirect", null, Unavailable),
        ("reset", null, Unavailable),
    ];

    /// <summary>Where providers differ: what a status means without words that we know, and a 200 that carries an error.</summary>
    private static readonly (string Platform, string Fault, int? Status, string Code)[] InItsOwnWay =
    [
        ("x", "status", 401, Dead),
        ("x", "status", 403, Denied),
        ("x", "status", 404, "not_found_at_provider"),
        ("x", "status", 429, Throttled),
        ("x", "ok_with_error", null, Rejected),
        ("linkedin", "status", 401, Dead),
        ("linkedin", "status", 403, Denied),
        ("linkedin", "status", 429, Throttled),
        ("linkedin", "ok_with_error", null, Unavailable),
        ("beyondvisit", "status", 401, Rejected),
        ("beyondvisit", "status", 403, Rejected),
        ("beyondvisit", "status", 429, Throttled),
        ("beyondvisit", "ok_with_error", null, Rejected),
        ("google_ads", "status", 401, Dead),
        ("google_ads", "status", 403, Denied),
        ("google_ads", "status", 429, Throttled),
        ("google_ads", "ok_with_error", null, Unavailable),
        ("tiktok", "status", 401, Unavailable),
        ("tiktok", "ok_with_error", null, Unavailable),
        ("tiktok_leads", "status", 401, Unavailable),
        ("tiktok_leads", "status", 429, Unavailable),
        ("tiktok_leads", "ok_with_error", null, Unavailable),
    ];

    public static TheoryData<string, string, int?, string> Troubles()
    {
        var troubles = new TheoryData<string, string, int?, string>();
        foreach (var platform in TroubledPlatforms.All)
        {
            foreach (var (fault, status, code) in Everywhere)
            {
                troubles.Add(platform, fault, status, code);
            }
        }

        foreach (var (platform, fault, status, code) in InItsOwnWay)
        {
            troubles.Add(platform, fault, status, code);
        }

        return troubles;
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Trouble_has_its_code_stands_in_words_in_the_health_and_passes(
        string platform,
        string fault,
        int? status,
        string code
    )
    {
        await using var world = await platforms.OfAnotherCompanyAsync();
        var (id, call) = await platforms.ConnectAsync(world, platform);
        await world.FaultAsync(TroubledPlatforms.SimulatorOf(platform), fault, status);

        using var refused = await world.PostAsync(id, call);

        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code, problem.ToString());
        (refused.Headers.RetryAfter is not null).ShouldBe(code is Unavailable or Throttled);
        var account = await world.AccountAsync(id);
        account.GetProperty("status").GetString().ShouldBe(code is Dead ? "needs_reauth" : "connected");
        var error = account.GetProperty("health").GetProperty("lastError");
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
        await ShouldWorkAgainAsync(world, id, call, refused);
    }

    private static async Task ShouldWorkAgainAsync(
        PlatformWorld world,
        Guid id,
        string call,
        HttpResponseMessage refused
    )
    {
        using var cleared = await world.Sim.DeleteAsync("/sim/faults");
        if (refused.StatusCode is HttpStatusCode.TooManyRequests)
        {
            // It waits as long as it was told to, and a limit of its own has no test to turn the clock for all.
            return;
        }

        using var again = await world.PostAsync(id, call);
        await again.ShouldBeAsync(HttpStatusCode.OK);
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("connected");
    }
}
