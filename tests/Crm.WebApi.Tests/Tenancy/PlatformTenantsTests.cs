using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class PlatformTenantsTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Tenants = "/api/v1/platform/tenants";

    [Fact]
    public async Task Tenants_are_found_by_name_and_id_newest_first_and_show_no_person()
    {
        using var one = await tenancy.Server.RegisterTenantAsync();
        using var two = await tenancy.Server.RegisterTenantAsync();
        await RenameAsync(one, "Kumsal Otel A");
        await RenameAsync(two, "KUMSAL Otel B");

        var byName = await ListAsync("?q=kumsal");
        var first = await ListAsync("?q=kumsal&limit=1");
        var second = await ListAsync($"?q=kumsal&limit=1&cursor={first.GetProperty("nextCursor").GetString()}");
        var byId = await ListAsync($"?q={one.TenantId}");

        IdsOf(byName).ShouldBe([two.TenantId, one.TenantId]);
        IdsOf(first).ShouldBe([two.TenantId]);
        IdsOf(second).ShouldBe([one.TenantId]);
        IdsOf(byId).ShouldBe([one.TenantId]);
        byName.ToString().ShouldNotContain("@");
        byName.ToString().ShouldNotContain("Owner ");
    }

    [Fact]
    public async Task A_tenant_is_renamed_under_the_version_that_was_read_and_its_trail_says_by_whom()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var read = await tenancy.PlatformAdmin.GetAsync($"{Tenants}/{owner.TenantId}");
        var version = read.Headers.ETag.ShouldNotBeNull();

        using var matching = await PatchAsync(owner, version.ToString());
        using var stale = await PatchAsync(owner, version.ToString());

        (await matching.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("name").GetString().ShouldBe("Renamed");
        (await stale.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");
        var trail = await tenancy.AuditAsync(owner.TenantId);
        trail
            .Select(audited => audited.Action)
            .ShouldBe(["support.access", "tenant.changed_by_platform"], ignoreOrder: true);
        trail.Single(audited => audited.Action == "tenant.changed_by_platform").Actor.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_subscription_moves_as_billing_says_but_never_back_into_its_trial()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var until = tenancy.Server.Clock.GetUtcNow().AddYears(1);

        using var active = await ChangeSubscriptionAsync(
            owner,
            new
            {
                plan = "business",
                status = "active",
                periodEndsAt = until,
            }
        );
        using var late = await ChangeSubscriptionAsync(owner, new { status = "past_due" });
        using var trial = await ChangeSubscriptionAsync(owner, new { status = "trialing" });
        using var unknown = await ChangeSubscriptionAsync(owner, new { plan = "golden" });
        using var read = await owner.Client.GetAsync("/api/v1/subscription");

        await active.ShouldBeAsync(HttpStatusCode.OK);
        await late.ShouldBeAsync(HttpStatusCode.OK);
        (await trial.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("trial_over");
        (await unknown.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("validation_failed");
        var answer = await read.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("plan").GetString().ShouldBe("business");
        answer.GetProperty("status").GetString().ShouldBe("past_due");
        answer.GetProperty("periodEndsAt").GetDateTimeOffset().ShouldBe(until);
        answer.GetProperty("isActive").GetBoolean().ShouldBeTrue();
        answer.GetProperty("use").GetProperty("members").GetInt32().ShouldBe(1);
        (await tenancy.AuditAsync(owner.TenantId)).Count(entry => entry.Action == "subscription.changed").ShouldBe(2);
    }

    [Fact]
    public async Task The_prices_of_messages_are_read_as_they_were_set_and_the_company_s_trail_says_so()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var prices = $"{Tenants}/{owner.TenantId}/message-prices";

        using var before = await tenancy.PlatformAdmin.GetAsync(prices);
        using var set = await tenancy.PlatformAdmin.PutAsJsonAsync(prices, new { marketing = "1.25", utility = 0 });
        using var after = await tenancy.PlatformAdmin.GetAsync(prices);
        using var own = await owner.Client.GetAsync(prices);

        await set.ShouldBeAsync(HttpStatusCode.OK);
        (await before.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("marketing").ValueKind.ShouldBe(JsonValueKind.Null);
        var read = await after.ShouldBeAsync(HttpStatusCode.OK);
        read.GetProperty("marketing").GetString().ShouldBe("1.25");
        read.GetProperty("utility").ValueKind.ShouldBe(JsonValueKind.Null);
        own.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await tenancy.AuditAsync(owner.TenantId)).Count(entry => entry.Action == "support.access").ShouldBe(2);
    }

    [Fact]
    public async Task The_prices_of_a_company_that_is_not_there_are_neither_read_nor_set()
    {
        var prices = $"{Tenants}/{Guid.CreateVersion7()}/message-prices";

        using var read = await tenancy.PlatformAdmin.GetAsync(prices);
        using var set = await tenancy.PlatformAdmin.PutAsJsonAsync(prices, new { marketing = "1.25" });
        using var free = await tenancy.PlatformAdmin.PutAsJsonAsync(prices, new { });

        (await read.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        (await set.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        (await free.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    [Fact]
    public async Task Jobs_say_when_they_ran_how_it_went_and_when_they_run_next()
    {
        await Poll.UntilAsync(
            async () =>
                (await JobAsync("RefreshDueTokensJob")).GetProperty("lastRunAt").ValueKind is JsonValueKind.String,
            "No run was noted."
        );

        var job = await JobAsync("RefreshDueTokensJob");

        job.GetProperty("lastOutcome").GetString().ShouldBe("succeeded");
        job.GetProperty("lastDurationMs").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        job.GetProperty("nextRunAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_not_found()
    {
        var missing = Guid.CreateVersion7();

        using var read = await tenancy.PlatformAdmin.GetAsync($"{Tenants}/{missing}");
        using var booked = await tenancy.BookAsync(missing, 1);
        using var subscription = await tenancy.PlatformAdmin.PatchAsJsonAsync(
            $"{Tenants}/{missing}/subscription",
            new { plan = "trial" }
        );

        (await read.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        (await booked.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        (await subscription.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    private async Task<HttpResponseMessage> PatchAsync(SignedIn owner, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Tenants}/{owner.TenantId}");
        request.Content = JsonContent.Create(new { name = "Renamed" });
        request.Headers.TryAddWithoutValidation("If-Match", version);

        return await tenancy.PlatformAdmin.SendAsync(request);
    }

    private Task<HttpResponseMessage> ChangeSubscriptionAsync(SignedIn owner, object change) =>
        tenancy.PlatformAdmin.PatchAsJsonAsync($"{Tenants}/{owner.TenantId}/subscription", change);

    private static async Task RenameAsync(SignedIn owner, string name)
    {
        using var answer = await owner.Client.PatchAsJsonAsync("/api/v1/tenant", new { name });
        await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task<JsonElement> ListAsync(string query)
    {
        using var answer = await tenancy.PlatformAdmin.GetAsync(Tenants + query);

        return await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task<JsonElement> JobAsync(string name)
    {
        using var answer = await tenancy.PlatformAdmin.GetAsync("/api/v1/platform/jobs");
        var page = await answer.ShouldBeAsync(HttpStatusCode.OK);

        return page.GetProperty("data").EnumerateArray().Single(job => job.GetProperty("name").GetString() == name);
    }

    private static IEnumerable<Guid> IdsOf(JsonElement page) =>
        page.GetProperty("data").EnumerateArray().Select(tenant => tenant.GetProperty("id").GetGuid());
}
