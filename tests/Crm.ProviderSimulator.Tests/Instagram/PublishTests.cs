using System.Text.Json;
using Crm.ProviderSimulator.Tests.Meta;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.Instagram;

public sealed class PublishTests : IAsyncLifetime
{
    private const string Image = "https://cdn.example.com/menu.jpg";
    private const string Video = "https://cdn.example.com/menu.mp4";

    private readonly SimulatorHost host = new();

    public Task InitializeAsync() => SetAsync(new { allowedMedia = List("https://cdn.example.com/") });

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(InstagramHost, InstagramToken)]
    [InlineData(Facebook, UserToken)]
    [InlineData(Facebook, PageToken)]
    [InlineData(Facebook, SystemUserToken)]
    public async Task Image_becomes_one_post_at_either_host(string graph, string token)
    {
        var container = await CreateAsync(new { image_url = Image, caption = "Günaydın ☕" }, graph, token);
        (await StatusAsync(container, graph, token)).ShouldBe("FINISHED");

        var post = (await PublishAsync(container, graph, token)).Text("id");
        var again = await PublishAsync(container, graph, token);

        again.Code().ShouldBe("9007/2207027");
        (await StatusAsync(container, graph, token)).ShouldBe("PUBLISHED");
        var posts = await host.ReadAsync($"{graph}/{InstagramId}/media?fields=id,caption,timestamp,permalink", token);
        posts.Data().Single().Text("id").ShouldBe(post);
        posts.Data()[0].Text("timestamp").ShouldEndWith("+0000");
    }

    [Fact]
    public async Task Token_of_one_login_is_dead_at_the_other_host()
    {
        (await host.ReadAsync("/me", InstagramToken)).Code().ShouldBe("190");
        (await host.ReadAsync($"{InstagramHost}/me", UserToken)).Code().ShouldBe("190");
    }

    [Fact]
    public async Task App_scoped_id_is_shown_as_id_and_addresses_nothing()
    {
        var me = await host.ReadAsync($"{InstagramHost}/me?fields=id,user_id,username,account_type", InstagramToken);

        me.Text("user_id").ShouldBe(InstagramId);
        me.Text("account_type").ShouldBe("BUSINESS");
        var scoped = me.Text("id");
        scoped.ShouldNotBe(InstagramId);
        (await host.ReadAsync($"{InstagramHost}/{scoped}", InstagramToken)).Code().ShouldBe("100/33");
        (
            await host.GraphAsync(
                HttpMethod.Post,
                $"{InstagramHost}/{scoped}/media",
                InstagramToken,
                new { image_url = Image }
            )
        )
            .Code()
            .ShouldBe("100/33");
    }

    [Fact]
    public async Task Reel_is_polled_and_too_early_publishing_refused()
    {
        var container = await CreateAsync(new { media_type = "REELS", video_url = Video });

        (await PublishAsync(container)).Code().ShouldBe("9007/2207027");
        (await StatusAsync(container)).ShouldBe("IN_PROGRESS");
        (await StatusAsync(container)).ShouldBe("IN_PROGRESS");
        (await StatusAsync(container)).ShouldBe("FINISHED");
        (await PublishAsync(container)).Code().ShouldBe("");
    }

    [Fact]
    public async Task Failed_container_names_its_subcode_and_an_old_one_has_expired()
    {
        await SetAsync(new { failWith = 2207082 });
        var failed = await CreateAsync(new { image_url = Image });
        await SetAsync(new { failWith = (int?)null });
        var old = await CreateAsync(new { image_url = Image });

        (await host.ReadAsync($"{InstagramHost}/{failed}?fields=status_code,status", InstagramToken))
            .Text("status")
            .ShouldBe("Error: Media upload has failed with error code 2207082");
        (await PublishAsync(failed)).Code().ShouldBe("9007/2207027");
        host.Clock.Turn(TimeSpan.FromHours(24));
        (await StatusAsync(old)).ShouldBe("EXPIRED");
        (await PublishAsync(old)).Code().ShouldBe("24/2207008");
        (await PublishAsync("17800000000000001")).Code().ShouldBe("24/2207006");
    }

    [Fact]
    public async Task Wrong_content_is_refused()
    {
        (await TryAsync(new { caption = "Sadece yazı" })).Code().ShouldBe("100");
        (await TryAsync(new { image_url = "https://cdn.example.com/menu.png" })).Code().ShouldBe("36001/2207005");
        (await TryAsync(new { image_url = Image, caption = new string('a', 2201) })).Code().ShouldBe("36004/2207010");
        (await TryAsync(new { image_url = Image, caption = new string('#', 31) })).Code().ShouldBe("36004/2207040");
        (await TryAsync(new { media_type = "VIDEO", video_url = Video })).Code().ShouldBe("100/2207023");
        (await TryAsync(new { video_url = Video })).Code().ShouldBe("100/2207023");
        (await TryAsync(new { image_url = Image, caption = new string('a', 2200) })).Code().ShouldBe("");
    }

    [Fact]
    public async Task Media_is_fetched_for_real_unless_it_is_allowed()
    {
        await using var files = await FileServer.StartAsync();

        (await TryAsync(new { image_url = files.Url("missing.jpg") })).Code().ShouldBe("9004/2207052");
        (await TryAsync(new { image_url = files.Url("page.jpg") })).Code().ShouldBe("36001/2207005");
        (await TryAsync(new { image_url = files.Url("photo.jpg") })).Code().ShouldBe("");
        (await TryAsync(new { image_url = "https://cdn.invalid/ş.jpg" })).Code().ShouldBe("9004/2207052");
    }

    [Fact]
    public async Task Carousel_takes_two_to_ten_finished_items()
    {
        var items = new List<string>
        {
            await CreateAsync(new { image_url = Image, is_carousel_item = "true" }),
            await CreateAsync(new { image_url = Image, is_carousel_item = "true" }),
        };
        var post = await CreateAsync(new { image_url = Image });
        await SetAsync(new { imagePolls = 1 });
        var unfinished = await CreateAsync(new { image_url = Image, is_carousel_item = "true" });
        await SetAsync(new { imagePolls = 0 });

        (await CarouselAsync(items[0])).Code().ShouldBe("100/2207028");
        (await CarouselAsync(items[0], post)).Code().ShouldBe("100/2207028");
        (await CarouselAsync(items[0], unfinished)).Code().ShouldBe("9007/2207027");
        (await PublishAsync((await CarouselAsync([.. items])).Text("id"))).Code().ShouldBe("");
        (
            await TryAsync(
                new
                {
                    image_url = Image,
                    is_carousel_item = "true",
                    caption = "a",
                }
            )
        ).Code().ShouldBe("100");
    }

    [Fact]
    public async Task Quota_comes_from_the_account_and_moves_with_24_hours()
    {
        await host.PutAsync($"/sim/instagram/accounts/{InstagramId}", new { quotaTotal = 3 });
        for (var post = 0; post < 3; post++)
        {
            (await PublishAsync(await CreateAsync(new { image_url = Image }))).Code().ShouldBe("");
        }

        var waiting = await CreateAsync(new { image_url = Image });
        (await PublishAsync(waiting)).Code().ShouldBe("9/2207042");
        var limit = await host.ReadAsync(
            $"{InstagramHost}/{InstagramId}/content_publishing_limit?fields=config,quota_usage",
            InstagramToken
        );
        limit.Data()[0].GetProperty("quota_usage").GetInt32().ShouldBe(3);
        limit.Data()[0].GetProperty("config").GetProperty("quota_total").GetInt32().ShouldBe(3);
        host.Clock.Turn(TimeSpan.FromHours(24));
        (await PublishAsync(await CreateAsync(new { image_url = Image }))).Code().ShouldBe("");
    }

    [Fact]
    public async Task Usage_is_told_in_percent_and_minutes_and_the_call_beyond_it_refused()
    {
        await SetAsync(new { callsPerDay = 2 });
        var path = $"{InstagramHost}/{InstagramId}?access_token={InstagramToken}";
        using var first = await host.Http.GetAsync(path);
        using var second = await host.Http.GetAsync(path);
        using var third = await host.Http.GetAsync(path);

        Usage(first).GetProperty("call_count").GetInt32().ShouldBe(50);
        ((int)third.StatusCode).ShouldBe(400);
        (await third.Content.ReadFromJsonAsync<JsonElement>()).Code().ShouldBe("80002");
        Usage(third).GetProperty("estimated_time_to_regain_access").GetInt32().ShouldBe(1440);
    }

    [Fact]
    public async Task Timed_out_publishing_has_published_once()
    {
        var container = await CreateAsync(new { image_url = Image });
        await host.PostAsync("/sim/faults", new { provider = "instagram", kind = "reset_after" });
        await Should.ThrowAsync<Exception>(() => PublishAsync(container));

        (await StatusAsync(container)).ShouldBe("PUBLISHED");
        (await host.ReadAsync($"{InstagramHost}/{InstagramId}/media", InstagramToken)).Data().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Personal_account_and_token_without_the_scope_do_not_publish()
    {
        const string Personal = "17841400000000003";
        var personal = await host.PlantTokenAsync(new { kind = "instagram", subjectId = Personal });
        var reader = await host.PlantTokenAsync(new { kind = "instagram", scopes = List("instagram_business_basic") });
        var body = new { image_url = Image };

        (await host.ReadAsync($"{InstagramHost}/me?fields=account_type", personal))
            .Text("account_type")
            .ShouldBe("PERSONAL");
        (await host.GraphAsync(HttpMethod.Post, $"{InstagramHost}/{Personal}/media", personal, body))
            .Code()
            .ShouldBe("10");
        (await host.GraphAsync(HttpMethod.Post, $"{InstagramHost}/{InstagramId}/media", reader, body))
            .Code()
            .ShouldBe("10");
        (await host.GraphAsync(HttpMethod.Post, $"{InstagramHost}/{InstagramId}/media", personal, body))
            .Code()
            .ShouldBe("100/33");
    }

    private static JsonElement Usage(HttpResponseMessage response) =>
        JsonElement.Parse(response.Headers.GetValues("X-Business-Use-Case-Usage").Single()).GetProperty(InstagramId)[0];

    private static string Path(string graph, string edge) => $"{graph}/{InstagramId}/{edge}";

    private Task SetAsync(object settings) => host.PutAsync("/sim/instagram/settings", settings);

    private Task<JsonElement> TryAsync(object body, string graph = InstagramHost, string token = InstagramToken) =>
        host.GraphAsync(HttpMethod.Post, Path(graph, "media"), token, body);

    private async Task<string> CreateAsync(object body, string graph = InstagramHost, string token = InstagramToken)
    {
        var answer = await TryAsync(body, graph, token);
        answer.Code().ShouldBe("");
        return answer.Text("id");
    }

    private Task<JsonElement> CarouselAsync(params string[] children) =>
        TryAsync(new { media_type = "CAROUSEL", children = string.Join(',', children) });

    private async Task<string> StatusAsync(string id, string graph = InstagramHost, string token = InstagramToken) =>
        (await host.ReadAsync($"{graph}/{id}?fields=status_code", token)).Text("status_code");

    private Task<JsonElement> PublishAsync(string id, string graph = InstagramHost, string token = InstagramToken) =>
        host.GraphAsync(HttpMethod.Post, Path(graph, "media_publish"), token, new { creation_id = id });
}
