using System.Net;
using System.Net.Http.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class PlanLimitsTests(SmallPlanServer small) : IClassFixture<SmallPlanServer>, IAsyncLifetime
{
    private readonly TenancyServer tenancy = small.Tenancy;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await tenancy.Server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Accounts_stop_at_the_limit_and_the_answer_names_it()
    {
        (await CreateAccountAsync()).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await CreateAccountAsync()).StatusCode.ShouldBe(HttpStatusCode.Created);

        using var refused = await CreateAccountAsync();

        var problem = await refused.ShouldBeAsync(HttpStatusCode.Forbidden);
        problem.GetProperty("code").GetString().ShouldBe("plan_limit_reached");
        problem.GetProperty("message").GetString().ShouldBe("Forbidden");
        problem.GetProperty("detail").GetString()!.ShouldContain("2 (accounts)");
    }

    [Fact]
    public async Task Members_and_pending_invitations_stop_at_the_limit_together()
    {
        using var member = await tenancy.AddMemberAsync(owner, "viewer");
        var pending = TenancyServer.NewEmail();
        var token = await tenancy.InviteAsync(owner, pending, "viewer");

        using var refused = await InviteAsync(TenancyServer.NewEmail());
        tenancy.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        using var again = await InviteAsync(pending);
        await tenancy.ExecuteAsync(
            owner.TenantId,
            $"insert into tenancy.membership values ('{owner.TenantId}', gen_random_uuid(), 'viewer', now())"
        );
        using var late = await tenancy.AcceptAsync(tenancy.Mail.TokenTo(pending), "Ali", World.Password);

        (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("plan_limit_reached");
        await again.ShouldBeAsync(HttpStatusCode.Created);
        token.ShouldNotBe(tenancy.Mail.TokenTo(pending));
        (await late.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("plan_limit_reached");
    }

    [Fact]
    public async Task Leads_of_callers_stop_at_the_limit_of_the_month_and_those_of_forms_never()
    {
        foreach (var name in (string[])["one", "two", "three"])
        {
            (await CreateLeadAsync(name)).ShouldBe(HttpStatusCode.Created);
        }

        (await CreateLeadAsync("four")).ShouldBe(HttpStatusCode.Forbidden);
        await ReceiveFormAsync();

        using var subscription = await owner.Client.GetAsync("/api/v1/subscription");
        var answer = await subscription.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("limits").GetProperty("leadsPerMonth").GetInt32().ShouldBe(3);
        answer.GetProperty("use").GetProperty("leadsThisMonth").GetInt32().ShouldBe(4);
        (await CreateLeadAsync("five")).ShouldBe(HttpStatusCode.Forbidden);

        // In Istanbul it is December from 21:00 UTC of the last day of November.
        tenancy.Server.Clock.Advance(
            new DateTimeOffset(2026, 11, 30, 21, 0, 1, TimeSpan.Zero) - tenancy.Server.Clock.GetUtcNow()
        );
        using var signedInAgain = await Leads.SecondServer.ClientForAsync(tenancy.Server, owner);
        (await CreateLeadAsync("six", signedInAgain)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Many_leads_at_once_do_not_pass_the_limit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => CreateLeadAsync($"lead {number}")));

        answers.Count(answer => answer is HttpStatusCode.Created).ShouldBe(3);
    }

    [Fact]
    public async Task Many_tokens_and_accounts_at_once_do_not_pass_the_limit()
    {
        await CreateAccountAsync();
        var tokens = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    owner.Client.PostAsJsonAsync(
                        "/api/v1/api-tokens",
                        new { name = "Partner", permissions = Enumerable.Repeat("read", 1) }
                    )
                )
        );
        var accounts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAccountAsync()));

        foreach (var answers in new[] { tokens, accounts })
        {
            answers.Count(answer => answer.StatusCode is HttpStatusCode.Created).ShouldBe(1);
            answers.ShouldAllBe(answer =>
                answer.StatusCode == HttpStatusCode.Created
                || answer.StatusCode == HttpStatusCode.Conflict
                || answer.StatusCode == HttpStatusCode.Forbidden
            );
        }
    }

    [Fact]
    public async Task Who_is_limited_to_venues_is_not_told_how_much_the_company_uses()
    {
        await tenancy.AddVenueAsync(owner, "salon");
        using var limited = await tenancy.AddMemberAsync(owner, "member", ["salon"]);
        foreach (var name in (string[])["one", "two", "three"])
        {
            await CreateLeadAsync(name);
        }

        await ReceiveFormAsync();

        using var subscription = await limited.Client.GetAsync("/api/v1/subscription");
        var answer = await subscription.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("use").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        using var refused = await limited.Client.PostAsJsonAsync("/api/v1/leads", new { fullName = "five" });
        var problem = await refused.ShouldBeAsync(HttpStatusCode.Forbidden);
        problem.GetProperty("detail").GetString()!.ShouldNotContain("4");
    }

    [Fact]
    public async Task A_larger_plan_opens_the_door_again()
    {
        foreach (var name in (string[])["one", "two", "three", "four"])
        {
            await CreateLeadAsync(name);
        }

        using var platformAdmin = await tenancy.Server.SignInPlatformAdminAsync();
        using var changed = await platformAdmin.PatchAsJsonAsync(
            $"/api/v1/platform/tenants/{owner.TenantId}/subscription",
            new { plan = "unlimited" }
        );

        await changed.ShouldBeAsync(HttpStatusCode.OK);
        await Poll.UntilAsync(
            async () => await CreateLeadAsync("five") is HttpStatusCode.Created,
            TimeSpan.FromSeconds(5),
            "The old limit still counts."
        );
    }

    private async Task<HttpStatusCode> CreateLeadAsync(string name, HttpClient? client = null)
    {
        using var answer = await (client ?? owner.Client).PostAsJsonAsync("/api/v1/leads", new { fullName = name });

        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> CreateAccountAsync() =>
        owner.Client.PostAsJsonAsync("/api/integrations/accounts", new { platform = "tiktok", name = "Shop" });

    private Task<HttpResponseMessage> InviteAsync(string email) =>
        owner.Client.PostAsJsonAsync("/api/v1/invitations", new { email, role = "viewer" });

    /// <summary>As the inbox announces it.</summary>
    private async Task ReceiveFormAsync()
    {
        var tenant = new TenantId(owner.TenantId);
        await using var scope = tenancy.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenant);
        var form = new LeadForm(
            "tiktok_leads",
            "entry-1",
            "entry-1",
            FormId: null,
            FormName: null,
            Campaign: null,
            AdGroup: null,
            Ad: null,
            ClickId: null,
            "Ayşe Yılmaz",
            "ayse@example.com",
            Phone: null,
            [],
            IsTest: false,
            SubmittedAt: null
        );
        var received = new LeadFormReceived(tenant, Guid.Empty, form, tenancy.Server.Clock.GetUtcNow());
        foreach (var handler in scope.ServiceProvider.GetServices<IEventHandler<LeadFormReceived>>())
        {
            await handler.HandleAsync(received, CancellationToken.None);
        }
    }
}
