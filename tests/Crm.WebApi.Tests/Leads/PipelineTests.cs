using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class PipelineTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private const string Pipeline = "/api/v1/pipeline";

    private static readonly object[] Renamed =
    [
        Stage("new", "open", "Yeni başvuru"),
        Stage("demo", "open", "Tanıtım"),
        Stage("won", "won"),
        Stage("lost", "lost"),
    ];

    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await shared.Server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_company_begins_with_five_stages_that_the_app_names()
    {
        var stages = (await owner.ReadAsync(Pipeline)).GetProperty("stages").EnumerateArray().ToList();

        stages.Select(stage => stage.Text("key")).ShouldBe(["new", "contacted", "qualified", "won", "lost"]);
        stages.Select(stage => stage.Text("kind")).ShouldBe(["open", "open", "open", "won", "lost"]);
        stages.ShouldAllBe(stage => stage.GetProperty("name").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Own_stages_are_kept_and_are_the_only_ones_that_leads_may_stand_in()
    {
        await SetAsync(Renamed);
        var stages = (await owner.ReadAsync(Pipeline)).GetProperty("stages");
        stages[1].Text("name").ShouldBe("Tanıtım");
        stages[2].GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);

        var id = await owner.AddLeadAsync(new { fullName = "Ayşe", status = "demo" });
        await owner.CallAsync(
            HttpMethod.Post,
            $"{LeadCalls.Leads}/{id}/status",
            new { status = "qualified" },
            HttpStatusCode.BadRequest
        );
        await owner.CallAsync(
            HttpMethod.Post,
            LeadCalls.Leads,
            new { fullName = "B", status = "qualified" },
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task A_stage_that_leads_stand_in_stays_and_the_refusal_says_how_many()
    {
        await SetAsync(Renamed);
        await owner.AddLeadAsync(new { fullName = "A", status = "demo" });
        var second = await owner.AddLeadAsync(new { fullName = "B", status = "demo" });
        await owner.CallAsync(HttpMethod.Delete, $"{LeadCalls.Leads}/{second}", expected: HttpStatusCode.NoContent);

        var problem = await SetAsync([Stage("new", "open"), Stage("won", "won")], HttpStatusCode.Conflict);

        problem.Text("code").ShouldBe("stage_in_use");
        problem.Text("detail")!.ShouldContain("2");
        problem.Text("detail")!.ShouldContain("demo");
        (await owner.ReadAsync(Pipeline)).GetProperty("stages").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task A_stage_that_was_taken_away_takes_no_leads_on_the_same_server_from_then_on()
    {
        await SetAsync(Renamed);
        var id = await owner.AddLeadAsync(new { fullName = "A", status = "demo" });
        await owner.CallAsync(HttpMethod.Post, $"{LeadCalls.Leads}/{id}/status", new { status = "won" });
        await SetAsync([Stage("new", "open"), Stage("won", "won"), Stage("lost", "lost")]);

        await owner.CallAsync(
            HttpMethod.Post,
            LeadCalls.Leads,
            new { fullName = "B", status = "demo" },
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task Leads_moved_while_their_stage_is_taken_away_never_stand_in_a_stage_that_is_no_more()
    {
        await SetAsync(Renamed);
        var id = await owner.AddLeadAsync(new { fullName = "A" });

        var moved = owner.Client.PostAsJsonAsync($"{LeadCalls.Leads}/{id}/status", new { status = "demo" });
        var changed = owner.Client.PutAsJsonAsync(
            Pipeline,
            new { stages = new[] { Stage("new", "open"), Stage("won", "won") } }
        );
        await Task.WhenAll(moved, changed);

        var status = (await owner.ReadAsync($"{LeadCalls.Leads}/{id}")).Text("status");
        var keys = (await owner.ReadAsync(Pipeline))
            .GetProperty("stages")
            .EnumerateArray()
            .Select(stage => stage.Text("key"));
        keys.ShouldContain(status);
    }

    public static TheoryData<object[]> Faulty() =>
        new([
            [],
            [Stage("contacted", "open"), Stage("new", "open")],
            [Stage("new", "won")],
            [Stage("new", "open"), Stage("won", "won"), Stage("later", "open")],
            [Stage("new", "open"), Stage("demo", "open"), Stage("demo", "open")],
            [Stage("new", "open"), Stage("Ürün", "open")],
            [Stage("new", "open"), Stage("a", "open", new string('x', 61))],
        ]);

    [Theory]
    [MemberData(nameof(Faulty))]
    public Task A_pipeline_that_makes_no_sense_is_refused(object[] stages) =>
        SetAsync(stages, HttpStatusCode.BadRequest);

    [Fact]
    public async Task Who_changed_an_older_pipeline_is_refused()
    {
        await SetAsync(Renamed);
        using var read = await owner.Client.GetAsync(Pipeline);
        await SetAsync([.. Renamed, Stage("spam", "lost")]);

        using var request = new HttpRequestMessage(HttpMethod.Put, Pipeline);
        request.Content = JsonContent.Create(new { stages = Renamed });
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var refused = await owner.Client.SendAsync(request);

        refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private Task<JsonElement> SetAsync(object[] stages, HttpStatusCode expected = HttpStatusCode.OK) =>
        owner.CallAsync(HttpMethod.Put, Pipeline, new { stages }, expected);

    private static object Stage(string key, string kind, string? name = null) =>
        new
        {
            key,
            name,
            kind,
        };
}
