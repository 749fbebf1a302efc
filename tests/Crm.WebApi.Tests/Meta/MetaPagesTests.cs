using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Meta;

/// <summary>Whose a page is, how that is proven, and what of it can be read.</summary>
public sealed class MetaPagesTests(MetaWorld world) : IClassFixture<MetaWorld>, IAsyncLifetime
{
    private readonly PlatformWorld platform = world.Platform;

    public Task InitializeAsync() => platform.UseNewCompanyAsync();

    public Task DisposeAsync() => world.ForgetFaultsAsync();

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
    public async Task A_page_that_is_lost_takes_no_other_page_of_the_consent_along()
    {
        var (lost, lostForm, userId) = await world.PageAsync();
        var (_, formId, _) = await world.PageAsync(userId);
        var id = (await platform.CreatedAsync("meta_leads")).GetProperty("id").GetGuid();
        await platform.ConsentAsync(id, "meta-leads", new { allow = true, subjectId = userId });
        await platform.SimPostAsync("/sim/meta/tokens/revoke", new { subjectId = lost });
        await world.LeadAsync(new { formId = lostForm, answers = MetaWorld.Answers("lost@example.com") });
        await Poll.UntilAsync(
            async () => (await world.EventsAsync("status=pending")).ToString().Contains("permission_denied"),
            "the lost page's lead is asked for"
        );

        await world.LeadAsync(new { formId, answers = MetaWorld.Answers("living@example.com") });

        await world.ArrivedAsync("living@example.com");
        (await platform.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("connected");
        using var read = await platform.Owner.Client.PostAsync(
            $"/api/v1/leads/reconciliation/run?accountId={id}",
            content: null
        );
        var result = (await read.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data")[0];
        (result.GetProperty("forms").GetInt32(), result.GetProperty("read").GetInt32()).ShouldBe((1, 1));
        var days = await platform.Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/leads/reconciliation");
        days.GetProperty("data")
            .EnumerateArray()
            .ShouldContain(day =>
                day.GetProperty("formId").GetString() == formId
                && day.GetProperty("state").GetString() == "proven"
                && day.GetProperty("ourCount").GetInt32() == 1
            );
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

    [Fact]
    public async Task Forms_of_a_page_are_listed_and_read_again_from_a_second_on_page_by_page()
    {
        var (pageId, formId, userId) = await world.PageAsync();
        await world.LeadAsync(
            new
            {
                formId,
                count = 120,
                silent = true,
                disclaimers = new[]
                {
                    new { checkboxKey = "news", isChecked = true },
                    new { checkboxKey = "calls", isChecked = false },
                },
            }
        );
        await world.LeadAsync(
            new
            {
                formId,
                ageDays = 3,
                silent = true,
            }
        );
        var source = world.Server.Services.GetServices<IProvider>().OfType<ILeadSource>().Single(IsOfPages);
        var token = await world.TokenAsync("page", pageId, userId);
        var access = new AccountAccess(
            new Secret(
                $$"""{"UserId":null,"UserToken":null,"Pages":[{"Id":"{{pageId}}","Name":null,"Token":"{{token}}"}]}"""
            ),
            PastedCredentials.None,
            pageId
        );

        var forms = await source.ListFormsAsync(access, default);
        var since = TimeProvider.System.GetUtcNow().AddDays(-1);
        var leads = await source.ReadLeadsAsync(access, formId, since, default).ToListAsync();

        forms.ShouldHaveSingleItem().Questions.Select(question => question.Key).ShouldContain("hangi_ürün?");
        leads.Select(lead => lead.ExternalId).Distinct(StringComparer.Ordinal).Count().ShouldBe(120);
        leads[0].FormName.ShouldBe("Bayilik");
        leads[0]
            .Consents.Select(consent => (consent.Key, consent.IsGranted))
            .ShouldBe([("news", true), ("calls", false)]);
        leads[0].SubmittedAt!.Value.ShouldBeGreaterThan(since);
    }

    [Fact]
    public async Task Leads_are_what_pages_bring_and_accounts_and_numbers_do_not()
    {
        using var answer = await platform.Owner.Client.GetAsync("/api/integrations/platforms/");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var catalogue = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        var bringing = catalogue
            .RootElement.GetProperty("data")
            .EnumerateArray()
            .Where(one => one.GetProperty("capabilities").ToString().Contains("leads", StringComparison.Ordinal))
            .Select(one => one.GetProperty("key").GetString())
            .ToList();

        bringing.ShouldContain("meta_leads");
        bringing.ShouldNotContain("instagram");
        bringing.ShouldNotContain("whatsapp");
    }

    private static bool IsOfPages(ILeadSource source) => source.Descriptor.Key == "meta_leads";

    private static JsonElement Error(JsonElement account) => account.GetProperty("health").GetProperty("lastError");
}
