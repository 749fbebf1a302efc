using System.Net;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Meta;

public sealed class MetaLeadsTests(MetaWorld world) : IClassFixture<MetaWorld>, IAsyncLifetime
{
    private readonly PlatformWorld platform = world.Platform;

    public Task InitializeAsync() => platform.UseNewCompanyAsync();

    public async Task DisposeAsync()
    {
        await world.ForgetFaultsAsync();
        await platform.SimPutAsync("/sim/meta-leads/settings", new { numericIds = false, refuseAdFields = false });
    }

    [Fact]
    public async Task A_pasted_token_connects_and_a_lead_arrives_once_with_its_story()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await world.ConnectedAsync(pageId, userId);
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        account.GetProperty("externalId").GetString().ShouldBe(pageId);
        await platform.SimPutAsync("/sim/meta-leads/settings", new { numericIds = true });

        var sent = await world.LeadAsync(
            new
            {
                formId,
                answers = MetaWorld.Answers("story@example.com"),
                times = 3,
            }
        );

        var lead = await world.ArrivedAsync("story@example.com");
        lead.GetProperty("source").GetString().ShouldBe("meta_leads");
        lead.GetProperty("fullName").GetString().ShouldBe("Ayşe Yılmaz");
        var submission = lead.GetProperty("submissions").EnumerateArray().ShouldHaveSingleItem();
        submission.GetProperty("externalId").GetString().ShouldBe(sent.GetProperty("leadId").GetString());
        submission.GetProperty("formId").GetString().ShouldBe(formId);
        submission.GetProperty("formName").GetString().ShouldBe("Bayilik");
        submission.GetProperty("campaign").GetProperty("name").GetString().ShouldBe("Yaz kampanyası");
        submission.GetProperty("ad").GetProperty("id").GetString().ShouldBe("120200000000000701");
        submission.GetProperty("answers").ToString().ShouldContain("Kahve, Çay");
        submission.GetProperty("isTest").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_lead_that_is_not_there_yet_is_asked_for_again()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        await world.ConnectedAsync(pageId, userId);

        await world.LeadAsync(
            new
            {
                formId,
                answers = MetaWorld.Answers("late@example.com"),
                hiddenReads = 1,
            }
        );

        await WaitingAsync("not_found_at_provider");
        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));
        await world.ArrivedAsync("late@example.com");
    }

    [Fact]
    public async Task A_lead_of_a_dead_token_waits_for_the_person_and_is_read_after_connecting_again()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await world.ConnectedAsync(pageId, userId);
        var id = account.GetProperty("id").GetGuid();
        await platform.SimPostAsync("/sim/meta/tokens/revoke", new { subjectId = pageId, subcode = 460 });

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("patient@example.com") });

        await Poll.UntilAsync(
            async () => (await platform.AccountAsync(id)).GetProperty("status").GetString() == "needs_reauth",
            "the account asks for its person"
        );
        var error = (await platform.AccountAsync(id)).GetProperty("health").GetProperty("lastError");
        error.GetProperty("message").GetString().ShouldBe("The person changed their password.");
        using var again = await platform.PasteAsync(
            id,
            new { pageId, pageAccessToken = await world.TokenAsync("page", pageId, userId) }
        );
        await again.ShouldBeAsync(HttpStatusCode.OK);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.ArrivedAsync("patient@example.com");
    }

    [Fact]
    public async Task Without_the_permission_for_ads_a_lead_comes_without_its_campaign()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        await world.ConnectedAsync(
            pageId,
            userId,
            scopes: ["pages_show_list", "pages_read_engagement", "pages_manage_metadata", "leads_retrieval"]
        );
        await platform.SimPutAsync("/sim/meta-leads/settings", new { refuseAdFields = true });

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("plain@example.com") });

        var lead = await world.ArrivedAsync("plain@example.com");
        lead.GetProperty("submissions")[0].GetProperty("campaign").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Tests_of_meta_are_marked_and_its_dashboard_is_no_error()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await world.ConnectedAsync(pageId, userId);

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("test@meta.com") });
        await platform.SimPostAsync(
            "/sim/meta-leads/dashboard-test",
            new { target = world.AddressOf(account), appId = MetaWorld.AppId }
        );

        var lead = await world.ArrivedAsync("test@meta.com");
        lead.GetProperty("submissions")[0].GetProperty("isTest").GetBoolean().ShouldBeTrue();
        var id = account.GetProperty("id").GetGuid();
        await Poll.UntilAsync(
            async () => (await LogAsync(id)).Contains("leadgen.test", StringComparison.Ordinal),
            "the test stands in the log"
        );
        (await platform.AccountAsync(id))
            .GetProperty("health")
            .GetProperty("lastError")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [MemberData(nameof(MetaWorld.Troubles), MemberType = typeof(MetaWorld))]
    public async Task Every_trouble_of_the_graph_has_its_code_and_stands_in_the_accounts_health(
        string fault,
        int? status,
        string code
    )
    {
        var (pageId, _, userId) = await world.PageAsync();
        var id = (await world.ConnectedAsync(pageId, userId)).GetProperty("id").GetGuid();
        await platform.FaultAsync("meta", fault, status);

        var wait = await world.ShouldFailAsync(id, code);

        if (fault is "throttle")
        {
            // Minutes, as the graph said.
            wait!.Value.TotalSeconds.ShouldBeInRange(100, 300);
        }
    }

    [Fact]
    public async Task A_page_whose_token_died_asks_for_its_person()
    {
        var (pageId, _, userId) = await world.PageAsync();
        var id = (await world.ConnectedAsync(pageId, userId)).GetProperty("id").GetGuid();
        await platform.SimPostAsync("/sim/meta/tokens/revoke", new { subjectId = pageId });

        await world.ShouldFailAsync(id, "authentication_failed");
    }

    private static JsonElement Error(JsonElement account) => account.GetProperty("health").GetProperty("lastError");

    private async Task<string> LogAsync(Guid id)
    {
        using var answer = await platform.Owner.Client.GetAsync($"/api/integrations/accounts/{id}/logs/");

        return (await answer.ShouldBeAsync(HttpStatusCode.OK)).ToString();
    }

    private Task WaitingAsync(string reason) =>
        Poll.UntilAsync(
            async () =>
                (await world.EventsAsync("status=pending"))
                    .EnumerateArray()
                    .Any(happened => happened.GetProperty("reason").GetString() == reason),
            "it is put off"
        );
}
