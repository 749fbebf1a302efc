using System.Net;
using Crm.ProviderSimulator.BeyondVisit;

namespace Crm.ProviderSimulator.Tests.BeyondVisit;

public sealed class CreateUserTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Method_does_not_exist_unless_it_is_switched_on()
    {
        using var response = await host.Http.PostAsJsonAsync("/beyondvisit/external/CreateUser", Order());

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Created_user_can_log_in()
    {
        await host.SwitchAsync(new { createUser = true });

        var created = await host.PartnerAsync("CreateUser", Order());
        var userToken = created.GetProperty("userToken").GetString()!;
        var login = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login(userToken));

        userToken.Length.ShouldBeLessThanOrEqualTo(32);
        login.GetProperty("status").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("Site", "example.com", 1)]
    [InlineData("Site", null, 1)]
    [InlineData("Name", "", 2)]
    [InlineData("Surname", null, 3)]
    [InlineData("Email", "", 4)]
    public async Task Wrong_field_has_its_own_code(string name, string? value, int code)
    {
        await host.SwitchAsync(new { createUser = true });
        var order = Order();
        ((Dictionary<string, object?>)order["user"]!)[name] = value;

        (await host.PartnerAsync("CreateUser", order)).GetProperty("code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public async Task Fields_beyond_their_limits_are_refused()
    {
        await host.SwitchAsync(new { createUser = true });
        var order = Order();
        ((Dictionary<string, object?>)order["user"]!)["Name"] = new string('a', 51);

        (await host.PartnerAsync("CreateUser", order)).GetProperty("status").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Camel_case_breaks_the_inner_fields_and_the_key()
    {
        await host.SwitchAsync(new { createUser = true });
        var lowerFields = Order();
        lowerFields["user"] = new
        {
            name = "Ayşe",
            surname = "Demo",
            email = "a@example.com",
            site = "https://example.com",
        };
        var otherKey = Order();
        otherKey.Remove("apikey", out var key);
        otherKey["apiKey"] = key;

        (await host.PartnerAsync("CreateUser", lowerFields)).GetProperty("code").GetInt32().ShouldBe(1);
        (await host.PartnerAsync("CreateUser", otherKey)).GetProperty("code").GetInt32().ShouldBe(6);
    }

    [Fact]
    public async Task Wrong_sign_is_code_5_here()
    {
        await host.SwitchAsync(new { createUser = true });
        var order = Order();
        order["sign"] = PartnerSign.Of("abc123", "def456");

        (await host.PartnerAsync("CreateUser", order)).GetProperty("code").GetInt32().ShouldBe(5);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static Dictionary<string, object?> Order() =>
        new(StringComparer.Ordinal)
        {
            ["apikey"] = BeyondVisitState.DemoApiKey,
            ["sign"] = PartnerSign.Of(BeyondVisitState.DemoApiKey, BeyondVisitState.DemoSecretKey),
            ["user"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Name"] = "Ayşe",
                ["Surname"] = "Demo",
                ["Email"] = "a@example.com",
                ["Site"] = "https://example.com",
            },
        };
}
