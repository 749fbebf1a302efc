using System.Globalization;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.Trouble;

/// <summary>One server for all platforms; every test connects an account of a company of its own.</summary>
public sealed class TroubledPlatforms : IAsyncLifetime
{
    public static readonly IReadOnlyList<string> All =
    [
        "x",
        "linkedin",
        "beyondvisit",
        "google_ads",
        "tiktok",
        "tiktok_leads",
    ];

    private static long last = Random.Shared.NextInt64(1_000_000_000, 9_000_000_000);

    private readonly Simulator simulator = new();
    private PlatformWorld world = null!;

    public async Task InitializeAsync()
    {
        await simulator.InitializeAsync();
        world = await PlatformWorld.StartAsync(simulator.Process);
    }

    public async Task DisposeAsync()
    {
        await world.DisposeAsync();
        await simulator.DisposeAsync();
    }

    public Task<PlatformWorld> OfAnotherCompanyAsync() => world.OfAnotherCompanyAsync();

    public static string SimulatorOf(string platform) =>
        platform switch
        {
            "google_ads" => "google-lead-form",
            "tiktok_leads" => "tiktok-leadgen",
            _ => platform,
        };

    /// <returns>The account, and a call that asks the provider.</returns>
    public async Task<(Guid Id, string Call)> ConnectAsync(PlatformWorld company, string platform)
    {
        var id = platform switch
        {
            "x" => await PastedAsync(company, platform, await XKeysAsync()),
            "linkedin" => await PastedAsync(company, platform, await LinkedInKeysAsync()),
            "beyondvisit" => await PastedAsync(
                company,
                platform,
                new
                {
                    apiKey = "bv_demo_key",
                    secretKey = "bv_demo_secret",
                    userToken = "bv-demo-user-1",
                }
            ),
            "google_ads" => await PastedAsync(
                company,
                platform,
                new
                {
                    clientId = "google-demo.apps.googleusercontent.com",
                    clientSecret = "google_demo_secret",
                    developerToken = "google_demo_developer_token",
                }
            ),
            "tiktok" => await ConsentedAsync(
                company,
                platform,
                "tiktok",
                new { allow = true, openId = await UserAsync() }
            ),
            _ => await ConsentedAsync(company, platform, "tiktok-leadgen", new { allow = true }),
        };

        return (id, platform is "beyondvisit" or "google_ads" ? "test/" : "sync/");
    }

    private static async Task<Guid> PastedAsync(PlatformWorld company, string platform, object keys)
    {
        var account = await company.CreatedAsync(platform, keys);
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());

        return account.GetProperty("id").GetGuid();
    }

    private static async Task<Guid> ConsentedAsync(
        PlatformWorld company,
        string platform,
        string simulator,
        object decision
    )
    {
        var id = (await company.CreatedAsync(platform)).GetProperty("id").GetGuid();
        (await company.ConsentAsync(id, simulator, decision))!.ShouldContain("connected=true");

        return id;
    }

    private async Task<object> XKeysAsync()
    {
        var user = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
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

        return new
        {
            apiKey = "key" + user,
            apiSecret = "a_long_api_key_secret",
            accessToken = $"{user}-token",
            accessSecret = "a_long_token_secret",
        };
    }

    private async Task<object> LinkedInKeysAsync()
    {
        var name = Guid.CreateVersion7().ToString("N");
        await world.SimPutAsync(
            "/sim/linkedin/apps/li_" + name,
            new { secret = "a_client_secret", redirectUris = (string[])[world.Callback("linkedin")] }
        );
        await world.SimPutAsync(
            "/sim/linkedin/tokens/token_" + name,
            new
            {
                member = "demoAyse01",
                expiresInSeconds = 5_184_000,
                clientId = "li_" + name,
            }
        );

        return new
        {
            clientId = "li_" + name,
            clientSecret = "a_client_secret",
            accessToken = "token_" + name,
        };
    }

    private async Task<string> UserAsync()
    {
        var openId = $"open-{Guid.CreateVersion7():n}";
        await world.SimPutAsync($"/sim/tiktok/users/{openId}", new { displayName = "Ayşe Demo", username = "ayse" });

        return openId;
    }
}
