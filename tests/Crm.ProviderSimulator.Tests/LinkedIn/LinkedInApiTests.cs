namespace Crm.ProviderSimulator.Tests.LinkedIn;

public sealed class LinkedInApiTests : IAsyncDisposable
{
    private const string UserInfo = "/api.linkedin.com/v2/userinfo";
    private const string Acls =
        $"{LinkedInHost.Rest}/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED";

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Userinfo_needs_no_version_and_tells_what_the_scopes_allow()
    {
        var whole = await host.LinkedInAsync(
            HttpMethod.Get,
            UserInfo,
            change: request => request.Headers.Remove("LinkedIn-Version")
        );
        var bare = await host.LinkedInAsync(HttpMethod.Get, UserInfo, token: await host.LinkedInTokenAsync("openid"));

        whole.Body.GetProperty("sub").GetString().ShouldBe("demoAyse01");
        whole.Body.GetProperty("name").GetString().ShouldBe("Ayşe Yılmaz");
        whole.Body.GetProperty("email").GetString().ShouldBe("ayse.yilmaz@example.com");
        bare.Body.EnumerateObject().Select(field => field.Name).ShouldBe(["sub"]);
    }

    [Theory]
    [InlineData("userinfo", "profile")]
    [InlineData("me", "openid profile")]
    public async Task Profile_without_its_scope_is_denied(string resource, string scope)
    {
        var token = await host.LinkedInTokenAsync(scope);

        var answer = await host.LinkedInAsync(HttpMethod.Get, $"/api.linkedin.com/v2/{resource}", token: token);

        (answer.Status, answer.Code).ShouldBe((403, "ACCESS_DENIED"));
    }

    [Fact]
    public async Task Basic_profile_adds_the_vanity_name()
    {
        var answer = await host.LinkedInAsync(HttpMethod.Get, "/api.linkedin.com/v2/me");

        answer.Body.GetProperty("vanityName").GetString().ShouldBe("ayse-yilmaz-demo");
    }

    [Theory]
    [InlineData(null, 400, "VERSION_MISSING")]
    [InlineData("202507", 426, "NONEXISTENT_VERSION")]
    [InlineData("latest", 426, "NONEXISTENT_VERSION")]
    public async Task Version_is_demanded_and_has_to_be_alive(string? version, int status, string code)
    {
        var answer = await host.LinkedInAsync(
            HttpMethod.Get,
            Acls,
            change: request =>
            {
                request.Headers.Remove("LinkedIn-Version");
                request.Headers.TryAddWithoutValidation("LinkedIn-Version", version);
            }
        );

        (answer.Status, answer.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task Living_versions_are_a_setting()
    {
        await host.LinkedInSettingsAsync(new { versions = (string[])["203001"] });

        (await host.LinkedInAsync(HttpMethod.Get, Acls)).Status.ShouldBe(426);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1.0.0")]
    public async Task Protocol_version_is_demanded(string? version)
    {
        var answer = await host.LinkedInAsync(
            HttpMethod.Get,
            Acls,
            change: request =>
            {
                request.Headers.Remove("X-Restli-Protocol-Version");
                request.Headers.TryAddWithoutValidation("X-Restli-Protocol-Version", version);
            }
        );

        answer.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Dead_tokens_are_told_apart()
    {
        using var put = await host.Http.PutAsJsonAsync("/sim/linkedin/tokens/short", new { expiresInSeconds = 60 });
        host.Clock.Turn(TimeSpan.FromSeconds(60));
        await host.PostAsync("/sim/linkedin/members/demoAyse01/revoke", new { });
        using var again = await host.Http.PutAsJsonAsync("/sim/linkedin/tokens/ended", new { expiresInSeconds = 0 });

        (await DeathAsync(LinkedInHost.Token)).ShouldBe((401, "REVOKED_ACCESS_TOKEN", 65601));
        (await DeathAsync("ended")).ShouldBe((401, "EXPIRED_ACCESS_TOKEN", 65602));
        (await DeathAsync("unknown")).ShouldBe((401, "INVALID_ACCESS_TOKEN", 65600));
        (await DeathAsync(null)).ShouldBe((401, "EMPTY_ACCESS_TOKEN", 65604));
    }

    [Fact]
    public async Task Access_token_ends_after_60_days()
    {
        var token = await host.LinkedInTokenAsync("openid");

        host.Clock.Turn(TimeSpan.FromDays(60) - TimeSpan.FromSeconds(1));
        (await host.LinkedInAsync(HttpMethod.Get, UserInfo, token: token)).Status.ShouldBe(200);
        host.Clock.Turn(TimeSpan.FromSeconds(1));
        (await host.LinkedInAsync(HttpMethod.Get, UserInfo, token: token)).Code.ShouldBe("EXPIRED_ACCESS_TOKEN");
    }

    [Fact]
    public async Task Organizations_are_those_the_member_administers()
    {
        var fatima = await host.LinkedInTokenAsync("openid rw_organization_admin", "demoFatima");
        var bare = await host.LinkedInTokenAsync("openid");

        var own = await host.LinkedInAsync(HttpMethod.Get, Acls);
        var none = await host.LinkedInAsync(HttpMethod.Get, Acls, token: fatima);
        var denied = await host.LinkedInAsync(HttpMethod.Get, Acls, token: bare);
        var asked = await host.LinkedInAsync(HttpMethod.Get, $"{LinkedInHost.Rest}/organizationAcls");

        own.Body.GetProperty("elements")[0].GetProperty("organization").GetString().ShouldBe(LinkedInHost.Organization);
        none.Body.GetProperty("elements").GetArrayLength().ShouldBe(0);
        denied.Status.ShouldBe(403);
        asked.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Unknown_resource_is_answered_in_the_envelope()
    {
        var answer = await host.LinkedInAsync(HttpMethod.Get, $"{LinkedInHost.Rest}/shares");

        (answer.Status, answer.Body.GetProperty("status").GetInt32()).ShouldBe((404, 404));
    }

    [Theory]
    [InlineData("throttle", 429, "TOO_MANY_REQUESTS")]
    [InlineData("status", 500, "INTERNAL_SERVER_ERROR")]
    public async Task Api_fails_as_a_fault_says(string kind, int status, string code)
    {
        await host.PostAsync("/sim/faults", new { provider = "linkedin", kind });

        var answer = await host.LinkedInAsync(HttpMethod.Get, UserInfo);

        (answer.Status, answer.Code).ShouldBe((status, code));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<(int Status, string? Code, int Number)> DeathAsync(string? token)
    {
        var answer = await host.LinkedInAsync(HttpMethod.Get, UserInfo, token: token);
        return (answer.Status, answer.Code, answer.Body.GetProperty("serviceErrorCode").GetInt32());
    }
}
