using System.Net;
using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>Accounts connected by pasted keys, with the platform that needs nothing else.</summary>
public sealed class PastedCredentialsTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private static readonly object Keys = new
    {
        apiKey = "bv_demo_key",
        secretKey = " bv_demo_secret\n",
        userToken = "bv-demo-user-1",
    };

    private readonly PlatformWorld world = platform.World;

    public Task InitializeAsync() => platform.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Pasted_keys_connect_and_are_never_shown_again()
    {
        var account = await world.CreatedAsync("beyondvisit", Keys);

        account.GetProperty("status").GetString().ShouldBe("connected");
        account.GetProperty("externalId").GetString().ShouldBe("uc-demo-1");
        account.ToString().ShouldNotContain("bv_demo_secret");
        account.ToString().ShouldNotContain("bv_demo_key");
        var credentials = account.GetProperty("credentials");
        credentials.EnumerateObject().Select(field => field.Name).ShouldBe(["apiKey", "secretKey", "userToken"], true);
        credentials.GetProperty("secretKey").GetProperty("set").GetBoolean().ShouldBeTrue();
        credentials.GetProperty("secretKey").GetProperty("hint").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Missing_fields_are_named_in_the_callers_language()
    {
        var id = (await world.CreatedAsync("beyondvisit")).GetProperty("id").GetGuid();
        world.Owner.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("tr");

        using var refused = await world.PasteAsync(id, new { userToken = "u-1", apiKey = " " });

        var problem = await refused.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("code").GetString().ShouldBe("credentials_incomplete");
        problem.GetProperty("detail").GetString()!.ShouldContain("apiKey, secretKey");
        problem.GetProperty("detail").GetString()!.ShouldContain("eksik");
    }

    [Theory]
    [InlineData("""{"apiKey":"a","secretKey":"b","password":"c"}""", "password")]
    [InlineData("""{"apiKey":"a b","secretKey":"b"}""", "apiKey")]
    [InlineData("""{"apiKey":7,"secretKey":"b"}""", "apiKey")]
    public async Task What_cannot_be_a_key_is_refused_by_its_name(string body, string member)
    {
        var id = (await world.CreatedAsync("beyondvisit")).GetProperty("id").GetGuid();

        using var refused = await world.PasteAsync(id, JsonSerializer.Deserialize<JsonElement>(body));

        var problem = await refused.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("code").GetString().ShouldBe("validation_failed");
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain(member);
    }

    [Fact]
    public async Task Keys_that_do_not_work_yet_are_kept_and_the_account_says_why()
    {
        var wrong = new { apiKey = "bv_demo_key", secretKey = "wrong" };
        var account = await world.CreatedAsync("beyondvisit", wrong);
        var id = account.GetProperty("id").GetGuid();

        account.GetProperty("status").GetString().ShouldBe("error");
        var error = account.GetProperty("health").GetProperty("lastError");
        error.GetProperty("code").GetString().ShouldBe("authentication_failed");
        error.GetProperty("remedy").GetString()!.ShouldContain("BeyondVisit", Case.Sensitive);
        using var refused = await world.PostAsync(id, "test/");
        (await refused.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("authentication_failed");

        using var corrected = await world.PasteAsync(id, Keys);
        (await corrected.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("status").GetString().ShouldBe("connected");
        using var tested = await world.PostAsync(id, "test/");
        (await tested.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("externalId").GetString().ShouldBe("uc-demo-1");
    }

    [Fact]
    public async Task A_user_token_can_be_added_later_and_one_that_no_panel_has_is_refused_at_once()
    {
        var account = await world.CreatedAsync(
            "beyondvisit",
            new { apiKey = "bv_demo_key", secretKey = "bv_demo_secret" }
        );
        var id = account.GetProperty("id").GetGuid();
        account.GetProperty("externalId").GetString()!.ShouldStartWith("key-");

        using var tooLong = await world.PasteAsync(
            id,
            new
            {
                apiKey = "bv_demo_key",
                secretKey = "bv_demo_secret",
                userToken = new string('u', 33),
            }
        );
        (await tooLong.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("validation_failed");
        using var added = await world.PasteAsync(id, Keys);

        (await added.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("externalId").GetString().ShouldBe("uc-demo-1");
    }

    [Fact]
    public async Task What_works_is_not_replaced_by_what_does_not()
    {
        var id = (await world.CreatedAsync("beyondvisit", Keys)).GetProperty("id").GetGuid();

        using var wrong = await world.PasteAsync(id, new { apiKey = "bv_demo_key", secretKey = "wrong" });
        (await wrong.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("authentication_failed");
        using var other = await world.PasteAsync(
            id,
            new
            {
                apiKey = "bv_demo_key",
                secretKey = "bv_demo_secret",
                userToken = "bv-demo-user-2",
            }
        );
        (await other.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("wrong_account");

        using var tested = await world.PostAsync(id, "test/");
        (await tested.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("externalId").GetString().ShouldBe("uc-demo-1");
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("connected");
    }

    [Fact]
    public async Task The_login_link_opens_the_panel_once()
    {
        var id = (await world.CreatedAsync("beyondvisit", Keys)).GetProperty("id").GetGuid();

        using var answer = await world.PostAsync(id, "beyondvisit/login-link/");

        var link = await answer.ShouldBeAsync(HttpStatusCode.OK);
        link.GetProperty("userCode").GetString().ShouldBe("uc-demo-1");
        var url = new Uri(link.GetProperty("url").GetString()!);
        using var opened = await world.Sim.GetAsync(url);
        ((int)opened.StatusCode).ShouldBeLessThan(400);
        using var again = await world.Sim.GetAsync(url);
        ((int)again.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        using var forOther = await world.PostAsync(id, "beyondvisit/login-link/", new { userToken = "bv-demo-user-2" });
        (await forOther.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("userCode").GetString().ShouldNotBe("uc-demo-1");
        using var unknown = await world.PostAsync(id, "beyondvisit/login-link/", new { userToken = "nobody" });
        (await unknown.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found_at_provider");
    }

    [Fact]
    public async Task Disconnecting_forgets_what_was_pasted()
    {
        var id = (await world.CreatedAsync("beyondvisit", Keys)).GetProperty("id").GetGuid();

        using var cut = await world.PostAsync(id, "disconnect/");

        var account = await cut.ShouldBeAsync(HttpStatusCode.OK);
        account.GetProperty("status").GetString().ShouldBe("disconnected");
        account.GetProperty("credentials").EnumerateObject().ShouldBeEmpty();
        using var link = await world.PostAsync(id, "beyondvisit/login-link/");
        (await link.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("integration_not_configured");
    }
}
