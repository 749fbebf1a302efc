using System.Globalization;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.TikTokLogin;

public sealed class ApiTests : IAsyncDisposable
{
    private const string UserInfo = "/v2/user/info/?fields=";
    private const string VideoList = "/v2/video/list/?fields=id,create_time";

    private static readonly long[] NumericIds = [7];

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Profile_holds_the_asked_fields_only()
    {
        var (status, body) = await ReadAsync(UserInfo + "open_id,display_name,follower_count", await TokenAsync());

        status.ShouldBe(200);
        body.GetProperty("error").GetProperty("code").GetString().ShouldBe("ok");
        body.GetProperty("data")
            .GetProperty("user")
            .EnumerateObject()
            .Select(field => field.Name)
            .ShouldBe(["open_id", "display_name", "follower_count"]);
    }

    [Theory]
    [InlineData("/v2/user/info/", 400, "invalid_params")]
    [InlineData(UserInfo + "open_id,shoe_size", 400, "invalid_params")]
    [InlineData(UserInfo + "open_id,follower_count", 401, "scope_not_authorized")]
    public async Task One_wrong_field_fails_the_whole_call(string path, int status, string code)
    {
        var answer = await ReadAsync(path, await TokenAsync("user.info.basic"));

        (answer.Status, Code(answer.Body)).ShouldBe((status, code));
        answer.Body.GetProperty("data").EnumerateObject().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("act.unknown")]
    public async Task Call_without_a_living_token_is_401(string? token)
    {
        var answer = await ReadAsync(UserInfo + "open_id", token);

        (answer.Status, Code(answer.Body)).ShouldBe((401, "access_token_invalid"));
    }

    [Fact]
    public async Task Access_token_expires_by_the_clock()
    {
        var token = await TokenAsync();
        host.Clock.Turn(TimeSpan.FromSeconds(7200));

        (await ReadAsync(UserInfo + "open_id", token)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task User_who_removes_the_app_kills_its_tokens()
    {
        var pair = await host.ConnectAsync();
        var openId = pair.GetProperty("open_id").GetString();
        using var revoked = await host.Http.PostAsJsonAsync($"/sim/tiktok/users/{openId}/revoke", new { });

        (await ReadAsync(UserInfo + "open_id", pair.GetProperty("access_token").GetString())).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Videos_are_paged_by_milliseconds()
    {
        var token = await TokenAsync();
        var (_, first) = await ListAsync(token, new { max_count = 20 });
        var cursor = first.GetProperty("data").GetProperty("cursor").GetInt64();
        var (_, second) = await ListAsync(token, new { cursor, max_count = 20 });
        var (_, seconds) = await ListAsync(token, new { cursor = cursor / 1000 });

        Ids(first).Count.ShouldBe(20);
        first.GetProperty("data").GetProperty("has_more").GetBoolean().ShouldBeTrue();
        Ids(second).Count.ShouldBe(7);
        second.GetProperty("data").GetProperty("has_more").GetBoolean().ShouldBeFalse();
        Ids(first).Intersect(Ids(second)).ShouldBeEmpty();
        Ids(seconds).ShouldBeEmpty();
    }

    [Fact]
    public async Task Video_ids_do_not_survive_a_double()
    {
        var (_, body) = await ListAsync(await TokenAsync(), new { });

        Ids(body)
            .ShouldContain(id =>
                (decimal)double.Parse(id, CultureInfo.InvariantCulture)
                != decimal.Parse(id, CultureInfo.InvariantCulture)
            );
    }

    [Theory]
    [InlineData("""{"max_count":21}""")]
    [InlineData("""{"max_count":0}""")]
    [InlineData("""{"max_count":"20"}""")]
    [InlineData("""{"cursor":"1643332803000"}""")]
    [InlineData("[]")]
    public async Task Wrong_paging_is_refused(string json)
    {
        var answer = await ListAsync(await TokenAsync(), JsonElement.Parse(json));

        (answer.Status, Code(answer.Body)).ShouldBe((400, "invalid_params"));
    }

    [Fact]
    public async Task Videos_need_their_scope()
    {
        var answer = await ListAsync(await TokenAsync("user.info.basic"), new { });

        (answer.Status, Code(answer.Body)).ShouldBe((401, "scope_not_authorized"));
    }

    [Fact]
    public async Task Video_query_takes_ids_as_text()
    {
        var token = await TokenAsync();
        var id = Ids((await ListAsync(token, new { })).Body)[3];
        var path = "/v2/video/query/?fields=id,title";

        var found = await host.CallAsync(
            HttpMethod.Post,
            path,
            token,
            new { filters = new { video_ids = new[] { id } } }
        );
        var asNumber = await host.CallAsync(
            HttpMethod.Post,
            path,
            token,
            new { filters = new { video_ids = NumericIds } }
        );

        Ids(found.Body).ShouldBe([id]);
        Code(asNumber.Body).ShouldBe("invalid_params");
    }

    [Fact]
    public async Task Call_601_within_a_minute_is_throttled_until_the_window_slides()
    {
        var token = await TokenAsync();
        for (var call = 0; call < 600; call++)
        {
            (await ReadAsync(UserInfo + "open_id", token)).Status.ShouldBe(200);
        }

        var over = await ReadAsync(UserInfo + "open_id", token);
        (over.Status, Code(over.Body)).ShouldBe((429, "rate_limit_exceeded"));
        (await ListAsync(token, new { })).Status.ShouldBe(200);

        host.Clock.Turn(TimeSpan.FromSeconds(61));
        (await ReadAsync(UserInfo + "open_id", token)).Status.ShouldBe(200);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<string> TokenAsync(string scope = SimulatorHost.AllScopes) =>
        (await host.ConnectAsync(scope)).GetProperty("access_token").GetString()!;

    private Task<(int Status, JsonElement Body)> ReadAsync(string path, string? token) =>
        host.CallAsync(HttpMethod.Get, path, token);

    private Task<(int Status, JsonElement Body)> ListAsync(string token, object body) =>
        host.CallAsync(HttpMethod.Post, VideoList, token, body);

    private static string? Code(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString();

    private static IReadOnlyList<string> Ids(JsonElement body) =>
        [
            .. body.GetProperty("data")
                .GetProperty("videos")
                .EnumerateArray()
                .Select(video => video.GetProperty("id").GetString()!),
        ];
}
