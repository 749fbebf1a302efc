using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class RegisterTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task A_new_tenant_has_its_owner_and_a_trial_of_fourteen_days()
    {
        using var owner = await server.RegisterTenantAsync();

        using var response = await owner.Client.GetAsync("/api/v1/auth/me");

        var me = await response.ShouldBeAsync(HttpStatusCode.OK);
        me.GetProperty("user").GetProperty("id").GetGuid().ShouldBe(owner.UserId);
        me.GetProperty("user").GetProperty("email").GetString().ShouldBe(owner.Email);
        me.GetProperty("tenant").GetProperty("id").GetGuid().ShouldBe(owner.TenantId);
        me.GetProperty("tenant").GetProperty("timeZone").GetString().ShouldBe("Europe/Istanbul");
        me.GetProperty("tenant").GetProperty("currency").GetString().ShouldBe("TRY");
        me.GetProperty("role").GetString().ShouldBe("owner");
        me.GetProperty("permissions").EnumerateArray().Select(one => one.GetString()).ShouldContain("manage_tenant");
        me.GetProperty("memberships").GetArrayLength().ShouldBe(1);
        var subscription = me.GetProperty("subscription");
        subscription.GetProperty("status").GetString().ShouldBe("trialing");
        subscription.GetProperty("isActive").GetBoolean().ShouldBeTrue();
        subscription.GetProperty("periodEndsAt").GetDateTimeOffset().ShouldBe(server.Clock.GetUtcNow().AddDays(14));
    }

    [Theory]
    [InlineData("irma@İncir.example", "irma@İncir.example")]
    [InlineData("i.ibis@firma.example", "I.IBIS@Firma.Example")]
    [InlineData("jose\u0301@firma.example", "JOSÉ@firma.example")]
    public async Task The_same_address_in_another_spelling_is_taken(string first, string second)
    {
        using var client = server.CreateClient();
        using var registered = await client.PostAsJsonAsync("/api/v1/auth/register", Form(first));
        await registered.ShouldBeAsync(HttpStatusCode.Created);
        using var confirmed = await client.ConfirmAsync(
            Mailbox.TokenIn((await server.MailsToAsync(first.Normalize()))[0]),
            World.Password
        );
        await confirmed.ShouldBeAsync(HttpStatusCode.NoContent);

        using var again = await client.PostAsJsonAsync("/api/v1/auth/register", Form(second));

        (await again.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("email_taken");
    }

    [Fact]
    public async Task An_address_that_nobody_has_proven_is_free_and_nothing_tells_that_somebody_typed_it()
    {
        using var client = server.CreateClient();

        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ => client.PostAsJsonAsync("/api/v1/auth/register", Form("race@firma.example")))
        );

        attempts.ShouldAllBe(attempt => attempt.StatusCode == HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("email", "no-address")]
    [InlineData("email", "two@at@signs.example")]
    [InlineData("password", "short")]
    [InlineData("password", "wrong@firma.example")]
    [InlineData("country", "XX")]
    [InlineData("country", "tr")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("timeZone", "../../etc/passwd")]
    [InlineData("locale", "de")]
    [InlineData("tenantName", "")]
    [InlineData("fullName", "bell\u0007")]
    public async Task A_faulty_member_is_named(string member, string value)
    {
        var form = Form("wrong@firma.example");
        form[member] = value;
        using var client = server.CreateClient();

        using var response = await client.PostAsJsonAsync("/api/v1/auth/register", form);

        var problem = await response.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("code").GetString().ShouldBe("validation_failed");
        problem.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(problem.ToString());
    }

    [Fact]
    public async Task Nobody_registers_where_sign_up_is_switched_off()
    {
        await using var closed = await TestServer.StartAsync(settings: ("CRM_ALLOW_SIGNUP", "0"));
        using var client = closed.CreateClient();

        using var response = await client.PostAsJsonAsync("/api/v1/auth/register", Form("late@firma.example"));

        (await response.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
    }

    private static Dictionary<string, string> Form(string email) =>
        new(StringComparer.Ordinal)
        {
            ["tenantName"] = "Firma",
            ["fullName"] = "İrem Çağlar",
            ["email"] = email,
            ["password"] = World.Password,
        };
}
