using System.Net;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

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
    public async Task A_consent_holds_every_page_of_the_person_and_is_given_back()
    {
        var (first, _, userId) = await world.PageAsync();
        var (second, formId, _) = await world.PageAsync(userId);
        var id = (await platform.CreatedAsync("meta_leads")).GetProperty("id").GetGuid();

        var end = await platform.ConsentAsync(id, "meta-leads", new { allow = true, subjectId = userId });

        end.ShouldBe($"http://127.0.0.1:3000/integrations?connected=true&account_id={id}");
        var account = await platform.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe(first);
        account.GetProperty("scopes").ToString().ShouldContain("leads_retrieval");
        account.GetProperty("health").GetProperty("accessTokenExpiresAt").ValueKind.ShouldBe(JsonValueKind.String);
        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("second@example.com") });
        await world.ArrivedAsync("second@example.com");

        using var ended = await platform.PostAsync(id, "disconnect/");
        await ended.ShouldBeAsync(HttpStatusCode.OK);
        var left = await platform.SimPostAsync("/sim/meta/tokens/revoke", new { userId });
        left.GetProperty("revoked").GetInt32().ShouldBe(0);
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_consent_that_another_company_lives_on_is_left_alone()
    {
        var (first, _, userId) = await world.PageAsync();
        var (second, formId, _) = await world.PageAsync(userId);
        using var other = await world.Server.RegisterTenantAsync();
        var mine = (await platform.CreatedAsync("meta_leads")).GetProperty("id").GetGuid();
        await platform.ConsentAsync(
            mine,
            "meta-leads",
            new
            {
                allow = true,
                subjectId = userId,
                pageIds = new[] { first },
            }
        );
        var theirs = await platform.CreatedAsync("meta_leads", person: other);
        await platform.ConsentAsync(
            theirs.GetProperty("id").GetGuid(),
            "meta-leads",
            new
            {
                allow = true,
                subjectId = userId,
                pageIds = new[] { second },
            },
            other
        );

        using var ended = await platform.PostAsync(mine, "disconnect/");
        await ended.ShouldBeAsync(HttpStatusCode.OK);

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("kept@example.com") });
        await world.ArrivedAsync("kept@example.com", other);
    }

    [Fact]
    public async Task A_page_id_alone_gives_nothing_and_a_page_held_by_two_delivers_to_each()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        await world.ConnectedAsync(pageId, userId);
        using var thief = await world.Server.RegisterTenantAsync();
        using var partner = await world.Server.RegisterTenantAsync();
        var (ownPage, _, ownUser) = await world.PageAsync();
        var typed = await platform.CreatedAsync(
            "meta_leads",
            new { pageId, pageAccessToken = await world.TokenAsync("page", ownPage, ownUser) },
            thief
        );
        var (_, _, secondPerson) = await world.PageAsync();
        await platform.SimPutAsync(
            $"/sim/meta/pages/{pageId}",
            new
            {
                people = new Dictionary<string, string[]>
                {
                    [userId] = ["ADVERTISE", "MANAGE"],
                    [secondPerson] = ["ADVERTISE", "MANAGE"],
                },
            }
        );
        await world.ConnectedAsync(pageId, secondPerson, partner);

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("shared@example.com") });

        typed.GetProperty("status").GetString().ShouldBe("error");
        await world.ArrivedAsync("shared@example.com");
        await world.ArrivedAsync("shared@example.com", partner);
        (await world.LeadsAsync(thief)).GetArrayLength().ShouldBe(0);
        (await world.EventsAsync("limit=10", thief)).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_not_asked_with_the_right_words_gets_no_echo()
    {
        var plain = await platform.CreatedAsync("meta_leads");
        var (pageId, _, userId) = await world.PageAsync();
        var own = await platform.CreatedAsync(
            "meta_leads",
            new
            {
                pageId,
                pageAccessToken = await world.TokenAsync("page", pageId, userId),
                verifyToken = "words_of_my_own",
            }
        );

        (await GreetAsync(world.SharedAddress, MetaWorld.VerifyToken)).ShouldBeEmpty();
        (await GreetAsync(AddressOf(plain), plain.GetProperty("webhookKey").GetString()!)).ShouldBeEmpty();
        (await GreetAsync(AddressOf(own), "words_of_my_own")).ShouldBeEmpty();
        (await GreetAsync(AddressOf(own), MetaWorld.VerifyToken)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("none")]
    [InlineData("sha1")]
    public async Task What_is_not_signed_by_the_right_secret_is_kept_apart_and_never_a_lead(string signature)
    {
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await world.ConnectedAsync(pageId, userId);
        var email = $"{signature}@example.com";

        await world.LeadAsync(
            new
            {
                formId,
                answers = MetaWorld.Answers(email),
                signature,
                target = AddressOf(account),
            }
        );

        await Poll.UntilAsync(
            async () =>
                (await world.EventsAsync("status=quarantined"))
                    .EnumerateArray()
                    .Any(happened =>
                        happened.GetProperty("accountId").GetGuid() == account.GetProperty("id").GetGuid()
                    ),
            TimeSpan.FromSeconds(20),
            "it is kept apart"
        );
        (await world.LeadsAsync()).EnumerateArray().ShouldNotContain(lead => MetaWorld.HasEmail(lead, email));
    }

    [Fact]
    public async Task A_customers_own_app_signs_with_its_own_secret_at_its_own_address_alone()
    {
        await world.PutAppAsync(MetaWorld.OwnAppId, MetaWorld.OwnSecret, world.SharedAddress);
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await platform.CreatedAsync(
            "meta_leads",
            new
            {
                pageId,
                pageAccessToken = await world.TokenAsync("page", pageId, userId, MetaWorld.OwnAppId),
                appSecret = $"{MetaWorld.OwnSecret},the_one_before",
            }
        );
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());

        await SendAsync("own@example.com", MetaWorld.OwnAppId, AddressOf(account));
        await SendAsync("platforms@example.com", MetaWorld.AppId, AddressOf(account));
        await SendAsync("elsewhere@example.com", MetaWorld.OwnAppId, world.SharedAddress);

        await world.ArrivedAsync("own@example.com");
        await Poll.UntilAsync(
            async () =>
                (await world.EventsAsync("status=quarantined&provider=meta_leads"))
                    .EnumerateArray()
                    .Any(happened =>
                        happened.GetProperty("accountId").GetGuid() == account.GetProperty("id").GetGuid()
                    ),
            TimeSpan.FromSeconds(20),
            "the other app's is kept apart"
        );
        var leads = (await world.LeadsAsync()).ToString();
        leads.ShouldNotContain("platforms@example.com");
        leads.ShouldNotContain("elsewhere@example.com");

        Task SendAsync(string email, string appId, string target) =>
            world.LeadAsync(
                new
                {
                    formId,
                    answers = MetaWorld.Answers(email),
                    appId,
                    target,
                }
            );
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
            TimeSpan.FromSeconds(20),
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
            new { target = AddressOf(account), appId = MetaWorld.AppId }
        );

        var lead = await world.ArrivedAsync("test@meta.com");
        lead.GetProperty("submissions")[0].GetProperty("isTest").GetBoolean().ShouldBeTrue();
        var id = account.GetProperty("id").GetGuid();
        await Poll.UntilAsync(
            async () => (await LogAsync(id)).Contains("leadgen.test", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            "the test stands in the log"
        );
        (await platform.AccountAsync(id))
            .GetProperty("health")
            .GetProperty("lastError")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_is_missing_is_said_in_the_callers_language()
    {
        var (pageId, _, userId) = await world.PageAsync();
        await platform.SimPutAsync($"/sim/meta/pages/{pageId}", new { leadsAccess = "no_app" });

        var hidden = await world.ConnectedAsync(pageId, userId);
        var person = await platform.CreatedAsync(
            "meta_leads",
            new { pageId, pageAccessToken = await world.TokenAsync("user", userId) }
        );
        var blind = await world.ConnectedAsync(pageId, userId, scopes: ["pages_show_list", "leads_retrieval"]);

        Error(hidden).GetProperty("code").GetString().ShouldBe("permission_denied");
        Error(hidden).GetProperty("message").GetString()!.ShouldContain("Leads Access Manager");
        Error(person).GetProperty("message").GetString()!.ShouldContain("the page itself");
        Error(blind).GetProperty("message").GetString()!.ShouldContain("pages_manage_metadata");
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/api/integrations/accounts/{person.GetProperty("id").GetGuid()}/test/"
        );
        request.Headers.AcceptLanguage.ParseAdd("tr");
        using var answer = await platform.Owner.Client.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("sayfanın kendi");
    }

    [Fact]
    public async Task Once_a_day_a_page_is_proven_and_subscribed_again()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await world.ConnectedAsync(pageId, userId);
        var token = await world.TokenAsync("page", pageId, userId);
        using var gone = new HttpRequestMessage(
            HttpMethod.Delete,
            $"/graph.facebook.com/v25.0/{pageId}/subscribed_apps?access_token={token}"
        );
        using var removed = await platform.Sim.SendAsync(gone);
        removed.IsSuccessStatusCode.ShouldBeTrue();

        await using var scope = world.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(new(platform.Owner.TenantId));
        await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new ProveIdsAgain(account.GetProperty("id").GetGuid()));

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("again@example.com") });
        await world.ArrivedAsync("again@example.com");
    }

    [Theory]
    [InlineData("meta-leads", "status", 500, "provider_unavailable", true)]
    [InlineData("meta-leads", "throttle", null, "rate_limited_by_provider", true)]
    [InlineData("meta-leads", "timeout_before", null, "provider_unavailable", true)]
    [InlineData("meta-leads", "malformed_json", null, "provider_unavailable", true)]
    [InlineData("meta-leads", "html", null, "provider_unavailable", true)]
    [InlineData("meta-leads", "redirect", null, "provider_unavailable", true)]
    [InlineData("meta-leads", "ok_with_error", null, "provider_unavailable", true)]
    [InlineData("dead", "", null, "authentication_failed", false)]
    public async Task Every_trouble_of_the_graph_has_its_code_and_stands_in_the_accounts_health(
        string provider,
        string fault,
        int? status,
        string code,
        bool mayRetry
    )
    {
        var (pageId, _, userId) = await world.PageAsync();
        var id = (await world.ConnectedAsync(pageId, userId)).GetProperty("id").GetGuid();
        if (provider is "dead")
        {
            await platform.SimPostAsync("/sim/meta/tokens/revoke", new { subjectId = pageId });
        }
        else
        {
            await platform.FaultAsync("meta", fault, status);
        }

        using var refused = await platform.PostAsync(id, "sync/");

        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
        (refused.Headers.RetryAfter is not null).ShouldBe(mayRetry);
        if (fault is "throttle")
        {
            // Minutes, as the graph said.
            refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(100, 300);
        }

        Error(await platform.AccountAsync(id)).GetProperty("code").GetString().ShouldBe(code);
    }

    private static JsonElement Error(JsonElement account) => account.GetProperty("health").GetProperty("lastError");

    private string AddressOf(JsonElement account) =>
        world.Server.Address.AbsoluteUri
        + new Uri(account.GetProperty("webhookUrl").GetString()!).AbsolutePath.TrimStart('/');

    private async Task<string> GreetAsync(string target, string verifyToken)
    {
        var report = await platform.SimPostAsync("/sim/meta/handshake", new { target, verifyToken });

        return string.Join("; ", report.GetProperty("problems").EnumerateArray());
    }

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
            TimeSpan.FromSeconds(20),
            "it is put off"
        );
}
