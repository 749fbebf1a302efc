using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Integrations.TikTok;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Crm.WebApi.Tests.Journey;

/// <summary>The steps of the main job, for an owner whose server and simulator share one clock.</summary>
internal sealed class MainJob : IAsyncDisposable
{
    public const string Phone = "+905327654321";
    public const string PhoneAsTyped = "0532 765 43 21";
    public const string LeadEmail = "ayse.lead@musteri.example";
    public const string AdvertiserId = "7163948356417552385";

    public static readonly IReadOnlyList<(string Question, string Value)> Answers =
    [
        ("name", "Ayşe Işık 😀"),
        ("email", LeadEmail),
        ("phone_number", PhoneAsTyped),
        ("Bütçeniz nedir?", "10-20 bin\n\"en çok\""),
    ];

    private readonly SimulatorProcess simulator;
    private readonly string clockFile;
    private string refreshToken;

    private MainJob(SimulatorProcess simulator, string clockFile, TikTokWorld world)
    {
        this.simulator = simulator;
        this.clockFile = clockFile;
        World = world;
        AccessToken = world.Owner.AccessToken;
        refreshToken = world.Owner.RefreshToken;
    }

    public TikTokWorld World { get; }

    public string SimulatorUrl => simulator.Address.AbsoluteUri.TrimEnd('/');

    public string OpenId { get; } = $"open-{Guid.CreateVersion7():n}";

    /// <summary>Of the owner, as long as the clock is not turned past its end.</summary>
    public string AccessToken { get; private set; }

    public static async Task<MainJob> StartAsync(
        string clientSecret = "cs_test",
        string appSecret = "app_secret_demo",
        Action<IServiceCollection>? services = null
    )
    {
        var time = Path.GetTempFileName();
        await WriteTimeAsync(time, new TestClock().GetUtcNow());
        var tiktok = await SimulatorProcess.StartAsync(new Dictionary<string, string?> { ["CRM_TEST_CLOCK"] = time });
        TikTokWorld world;
        try
        {
            world = await TikTokWorld.StartAsync(
                tiktok,
                role: "all",
                clientSecret: clientSecret,
                appSecret: appSecret,
                services: services
            );
        }
        catch
        {
            await tiktok.DisposeAsync();
            throw;
        }

        var job = new MainJob(tiktok, time, world);
        await world.AddUserAsync(job.OpenId);

        return job;
    }

    /// <summary>Both clocks, and a new access token when the owner's has ended by then.</summary>
    public async Task TurnClockAsync(TimeSpan by)
    {
        var now = World.Server.Clock.GetUtcNow() + by;
        await WriteTimeAsync(clockFile, now);
        using var sim = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.Address };
        await Poll.UntilAsync(
            async () =>
                (await sim.GetFromJsonAsync<JsonElement>("/sim/state")).GetProperty("now").GetDateTimeOffset() == now,
            "the simulator does not read its clock"
        );
        World.Server.Clock.Set(now);
        await RefreshSignInAsync();
    }

    public async Task<string> RefreshSignInAsync()
    {
        var spent = refreshToken;
        var tokens = await World.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", new { refreshToken });
        AccessToken = tokens.GetProperty("accessToken").GetString()!;
        refreshToken = tokens.GetProperty("refreshToken").GetString()!;
        World.Owner.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);

        return spent;
    }

    /// <summary>Create, connect, consent, callback.</summary>
    public async Task<Guid> ConnectTikTokAsync()
    {
        var id = await World.ConnectedAsync(OpenId);
        (await StatusAsync(id)).ShouldBe("connected");

        return id;
    }

    public async Task<IReadOnlyList<string>> ReadVideosAsync(Guid id, string? cursor = null)
    {
        var next = cursor is null ? "" : $"&cursor={cursor}";
        var page = await World.GetAsync($"/api/integrations/accounts/{id}/tiktok-videos/?max_count=20{next}");
        var videos = page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetString()!);

        return page.GetProperty("hasMore").GetBoolean()
            ? [.. videos, .. await ReadVideosAsync(id, page.GetProperty("nextCursor").GetString())]
            : [.. videos];
    }

    /// <summary>Time passes until the workers renew the pair; the one they stored is the living one.</summary>
    public async Task RenewTokensAsync(Guid id)
    {
        var before = await AccessEndAsync(id);
        await TurnClockAsync(TimeSpan.FromMinutes(95));
        await Poll.UntilAsync(async () => await AccessEndAsync(id) > before, "the pair was not renewed");

        var stored = new ConnectedAccounts(World.Server.Services);
        var account = (await stored.ReadAllAsync(new TenantId(World.Owner.TenantId))).Single(one => one.Id == id);
        account.Version.ShouldBe(2);
        using var sim = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.Address };
        (await new SimulatorControl(sim).FindDeadAsync([account.Held])).ShouldBeEmpty();
    }

    public async Task<(Guid Id, string WebhookUrl)> ConnectAdvertiserAsync(params string[] advertisers)
    {
        var id = await World.CreateAccountAsync("tiktok_leads");
        var started = await World.BeginAsync(id);
        var consent = await World.SimAsync(
            "/sim/tiktok-leadgen/consent",
            new
            {
                authorizationUrl = started.Url.AbsoluteUri,
                allow = true,
                advertiserIds = advertisers.Length > 0 ? advertisers : [AdvertiserId],
            }
        );
        using var back = await World.ReturnAsync(
            new Uri(consent.GetProperty("redirectUrl").GetString()!),
            started.Cookie
        );
        back.Headers.Location!.Query.ShouldContain("connected=true");
        var account = await World.AccountAsync(id);
        account.GetProperty("status").GetString().ShouldBe("connected");

        return (id, account.GetProperty("webhookUrl").GetString()!);
    }

    /// <summary>Somebody fills in the form of an ad; answers the entry's id.</summary>
    public async Task<string> SubmitLeadAsync(
        string target,
        int times = 1,
        string signature = "open",
        string? entryId = null
    )
    {
        var sent = await World.SimAsync(
            "/sim/tiktok-leadgen/leads",
            new
            {
                advertiserId = AdvertiserId,
                answers = Answers.Select(answer => new { field = answer.Question, value = answer.Value }),
                target,
                times,
                signature,
                entryId,
            }
        );
        sent.GetProperty("deliveries").GetArrayLength().ShouldBe(times);

        return sent.GetProperty("entryId").GetString()!;
    }

    /// <summary>The newest lead with its submissions, once there are so many submissions.</summary>
    public async Task<JsonElement> LeadAsync(int submissions)
    {
        JsonElement lead = default;
        await Poll.UntilAsync(
            async () =>
            {
                var data = (await World.GetAsync("/api/v1/leads")).GetProperty("data");
                if (data.GetArrayLength() == 0)
                {
                    return false;
                }

                lead = await World.GetAsync($"/api/v1/leads/{data[0].GetProperty("id").GetString()}");
                return lead.GetProperty("submissions").GetArrayLength() >= submissions;
            },
            "the lead did not arrive"
        );

        return lead;
    }

    public async Task StopFaultsAsync()
    {
        using var sim = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.Address };
        await new SimulatorControl(sim).StopFailingAsync();
    }

    /// <summary>The person removes the app in TikTok, who tells us so.</summary>
    public Task RemoveAuthorizationAsync() =>
        World.SimAsync($"/sim/tiktok/users/{OpenId}/revoke", new { notify = true });

    public Task UntilStatusAsync(Guid id, string status) =>
        Poll.UntilAsync(async () => await StatusAsync(id) == status, $"the account is not {status}");

    public async Task<string?> StatusAsync(Guid id) => (await World.AccountAsync(id)).GetProperty("status").GetString();

    public async Task<bool> IsGrantAliveAsync() =>
        (await World.GrantAsync(OpenId))
            .GetProperty("grants")
            .EnumerateArray()
            .Any(grant => grant.GetProperty("alive").GetBoolean());

    /// <summary>Action and outcome of each line, in any order.</summary>
    public async Task<IReadOnlyList<(string? Action, string? Outcome)>> LogAsync(Guid id) =>
        [
            .. (await World.GetAsync($"/api/integrations/accounts/{id}/logs/"))
                .GetProperty("data")
                .EnumerateArray()
                .Select(line => (line.GetProperty("action").GetString(), line.GetProperty("outcome").GetString())),
        ];

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await simulator.DisposeAsync();
        File.Delete(clockFile);
    }

    private async Task<DateTimeOffset> AccessEndAsync(Guid id) =>
        (await World.AccountAsync(id)).GetProperty("health").GetProperty("accessTokenExpiresAt").GetDateTimeOffset();

    private static Task WriteTimeAsync(string file, DateTimeOffset now) =>
        File.WriteAllTextAsync(file, now.ToString("O", CultureInfo.InvariantCulture));
}
