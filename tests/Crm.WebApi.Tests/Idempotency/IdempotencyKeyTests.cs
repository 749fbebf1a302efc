using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Idempotency;

public sealed class IdempotencyKeyTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private const string Leads = "/api/v1/leads";
    private const string Accounts = "/api/integrations/accounts/";

    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(Leads, """{"fullName":"Ayşe Yılmaz","email":"ayse@idem.example"}""")]
    [InlineData(Leads, """{"email":"ayse@idem.example","note":"arayın","onDuplicate":"create"}""")]
    [InlineData(Accounts, """{"platform":"tiktok","name":"Ana hesap"}""")]
    public async Task The_same_key_and_body_get_the_first_answer_and_have_one_effect(string path, string json)
    {
        using var first = await PostAsync(path, json, "k-1");
        using var second = await PostAsync(path, json, "k-1");

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await CountAsync(path)).ShouldBe(1);
    }

    [Fact]
    public async Task A_merge_is_answered_again_and_not_made_again()
    {
        using var one = await PostAsync(Leads, """{"email":"ayse@idem.example"}""", key: null);
        const string Again = """{"email":"ayse@idem.example","fullName":"Ayşe"}""";
        using var first = await PostAsync(Leads, Again, "merge");
        using var second = await PostAsync(Leads, Again, "merge");

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        using var lead = await JsonAsync($"{Leads}/{(await IdAsync(first))}");
        lead.RootElement.GetProperty("submissions").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData(Leads, """{"fullName":"Bir"}""", """{"fullName":"İki"}""")]
    [InlineData(Accounts, """{"platform":"tiktok","name":"Bir"}""", """{"platform":"tiktok","name":"İki"}""")]
    public async Task Another_body_under_the_same_key_is_refused(string path, string body, string other)
    {
        using var first = await PostAsync(path, body, "k");
        using var second = await PostAsync(path, other, "k");

        ((int)second.StatusCode).ShouldBe(422);
        (await CodeAsync(second)).ShouldBe("idempotency_key_reused");
        (await CountAsync(path)).ShouldBe(1);
    }

    [Theory]
    [InlineData(Leads, """{"fullName":"Hep aynı","onDuplicate":"create"}""")]
    [InlineData(Accounts, """{"platform":"tiktok","name":"Hep aynı"}""")]
    public async Task Many_at_once_on_two_servers_have_one_effect(string path, string json)
    {
        await using var other = await TestServer.StartAsync(server.Database, server.Clock);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(async number =>
                {
                    using var answer = await PostAsync(path, json, "same", number % 2 == 0 ? server : other);

                    return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
                })
        );

        var done = answers.Where(answer => answer.StatusCode is HttpStatusCode.Created).ToList();
        done.ShouldNotBeEmpty();
        done.Select(answer => answer.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        answers
            .Where(answer => answer.StatusCode is not HttpStatusCode.Created)
            .ShouldAllBe(answer => answer.Body.Contains("idempotency_in_progress", StringComparison.Ordinal));
        (await CountAsync(path)).ShouldBe(1);
    }

    [Fact]
    public async Task Many_merges_at_once_on_two_servers_are_one()
    {
        using var one = await PostAsync(Leads, """{"email":"ayse@idem.example"}""", key: null);
        await using var other = await TestServer.StartAsync(server.Database, server.Clock);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async number =>
                {
                    using var answer = await PostAsync(
                        Leads,
                        """{"email":"ayse@idem.example","note":"arayın"}""",
                        "merge",
                        number % 2 == 0 ? server : other
                    );

                    return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
                })
        );

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        answers.Select(answer => answer.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        using var lead = await JsonAsync($"{Leads}/{(await IdAsync(one))}");
        lead.RootElement.GetProperty("submissions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Sixty_at_once_that_need_a_second_connection_do_not_wait_for_each_other()
    {
        using var venue = await PostAsync("/api/v1/venues", """{"name":"Lobi","externalId":"lobi"}""", key: null);
        venue.IsSuccessStatusCode.ShouldBeTrue();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(async number =>
                {
                    using var answer = await PostAsync(
                        "/api/v1/hotspot-users",
                        $$"""{"venueId":"lobi","email":"konuk{{number}}@idem.example"}""",
                        $"guest-{number}"
                    );

                    return answer.StatusCode;
                })
        );

        answers.ShouldAllBe(status => status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_too()
    {
        using var first = await PostAsync(Accounts, """{"platform":"myspace","name":"x"}""", "no");
        using var second = await PostAsync(Accounts, """{"platform":"myspace","name":"x"}""", "no");

        first.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(Leads, """{"fullName":"Dün","onDuplicate":"create"}""")]
    [InlineData(Accounts, """{"platform":"tiktok","name":"Dün"}""")]
    public async Task A_day_later_the_key_is_new(string path, string json)
    {
        using var first = await PostAsync(path, json, "day");
        server.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        using var renewed = await owner.RefreshAsync(server);
        using var second = await PostAsync(path, json, "day", caller: renewed.Client);

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        (await IdAsync(second)).ShouldNotBe(await IdAsync(first));
    }

    [Fact]
    public async Task What_a_dead_server_left_is_in_progress_and_then_unknown_but_never_run_again()
    {
        using var account = await PostAsync(Accounts, """{"platform":"tiktok","name":"x"}""", key: null);
        var path = $"{Accounts}{await IdAsync(account)}/disconnect/";
        using var first = await PostAsync(path, json: null, "left");
        first.IsSuccessStatusCode.ShouldBeTrue();
        await ExecuteAsync("update crm.idempotency_record set status = null, answer = null");

        using var soon = await PostAsync(path, json: null, "left");
        server.Clock.Advance(TimeSpan.FromMinutes(3));
        using var later = await PostAsync(path, json: null, "left");

        (await CodeAsync(soon)).ShouldBe("idempotency_in_progress");
        (await CodeAsync(later)).ShouldBe("outcome_unknown");
    }

    [Fact]
    public async Task Kept_answers_are_sealed()
    {
        using var first = await PostAsync(Leads, """{"email":"gizli.kisi@idem.example"}""", "sealed");
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand(
            $"""
            select count(*) from crm.idempotency_record
            where tenant_id = '{owner.TenantId}' and position(convert_to('gizli.kisi', 'utf8') in answer) = 0 and length(answer) > 100
            """,
            connection
        );

        ((long)(await query.ExecuteScalarAsync())!).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("256")]
    public async Task A_key_has_one_to_255_characters(string key)
    {
        var given = key.Length > 0 ? new string('k', 256) : key;
        using var answer = await PostAsync(Leads, """{"fullName":"x"}""", given);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Idempotency-Key");
        (await CountAsync(Leads)).ShouldBe(0);
    }

    private async Task<HttpResponseMessage> PostAsync(
        string path,
        string? json,
        string? key,
        TestServer? at = null,
        HttpClient? caller = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri((at ?? server).Address, path));
        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await (caller ?? owner.Client).SendAsync(request);
    }

    private async Task<int> CountAsync(string path)
    {
        using var page = await JsonAsync(path);

        return page.RootElement.GetProperty("data").GetArrayLength();
    }

    private async Task<JsonDocument> JsonAsync(string path) =>
        (await owner.Client.GetFromJsonAsync<JsonDocument>(path))!;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"begin; set local role crm_app; set local crm.tenant = '{owner.TenantId}'; {sql}; commit",
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        return body.RootElement.GetProperty("id").GetGuid();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        return body.RootElement.GetProperty("code").GetString();
    }
}
