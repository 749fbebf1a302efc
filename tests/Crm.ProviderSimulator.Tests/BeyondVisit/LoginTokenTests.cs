using System.Net;
using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.BeyondVisit;

namespace Crm.ProviderSimulator.Tests.BeyondVisit;

public sealed class LoginTokenTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public void Published_signature_vector_holds() =>
        PartnerSign.Of("abc123", "def456").ShouldBe("30cb73276df970492b1148cc0e3f23a7");

    [Fact]
    public async Task Right_sign_gets_a_login_token_and_the_user_code()
    {
        var answer = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login());

        answer.GetProperty("status").GetBoolean().ShouldBeTrue();
        answer.GetProperty("message").GetString().ShouldBe("Success");
        answer.GetProperty("userCode").GetString().ShouldBe("uc-demo-1");
        answer.GetProperty("loginToken").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("apiKey", null, 3)]
    [InlineData("apiKey", "other", 3)]
    [InlineData("sign", null, 2)]
    [InlineData("sign", "30cb73276df970492b1148cc0e3f23a7", 2)]
    [InlineData("userToken", null, 1)]
    [InlineData("userToken", "u-unknown", 1)]
    public async Task Wrong_call_is_refused_with_http_200(string name, string? value, int code)
    {
        var body = BeyondVisitHost.Login();
        body[name] = value;

        var answer = await host.PartnerAsync("LoginToken", body);

        answer.GetProperty("status").GetBoolean().ShouldBeFalse();
        answer.GetProperty("code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public async Task Sign_in_upper_case_is_refused()
    {
        var body = BeyondVisitHost.Login();
        body["sign"] = body["sign"]!.ToString()!.ToUpperInvariant();

        (await host.PartnerAsync("LoginToken", body)).GetProperty("code").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Key_named_as_in_the_other_method_is_not_found()
    {
        var body = BeyondVisitHost.Login();
        body.Remove("apiKey", out var key);
        body["apikey"] = key;

        (await host.PartnerAsync("LoginToken", body)).GetProperty("code").GetInt32().ShouldBe(3);
        (await host.LastRefusalAsync()).ShouldContain("called apiKey");
    }

    [Fact]
    public async Task User_token_of_33_characters_is_refused_even_where_it_is_known()
    {
        var longToken = new string('u', 33);
        using var put = await host.Http.PutAsJsonAsync(
            $"/sim/beyondvisit/users/{longToken}",
            new { userCode = "uc-long" }
        );

        var answer = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login(longToken));

        answer.GetProperty("code").GetInt32().ShouldBe(1);
        answer.GetProperty("message").GetString().ShouldBe($"User not found with token: [{longToken}]");
    }

    [Fact]
    public async Task Rotated_secret_breaks_the_old_sign_at_once()
    {
        using var put = await host.Http.PutAsJsonAsync(
            $"/sim/beyondvisit/partners/{BeyondVisitState.DemoApiKey}",
            new { secretKey = "rotated" }
        );

        var before = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login());
        var after = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login(secretKey: "rotated"));

        before.GetProperty("code").GetInt32().ShouldBe(2);
        after.GetProperty("status").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Removed_user_is_not_found()
    {
        using var deleted = await host.Http.DeleteAsync($"/sim/beyondvisit/users/{BeyondVisitState.DemoUserToken}");

        var answer = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login());

        answer.GetProperty("code").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("apiKey=bv_demo_key")]
    [InlineData("[]")]
    public async Task Body_that_is_no_json_object_is_refused_in_turkish(string text)
    {
        using var content = new StringContent(text, null, "application/json");
        using var response = await host.Http.PostAsync("/beyondvisit/external/LoginToken", content);

        var answer = await response.Content.ReadAsByteArrayAsync();

        Encoding.UTF8.GetString(answer).ShouldContain("İstek gövdesi");
        JsonElement.Parse(answer).GetProperty("status").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Messages_can_be_turkish()
    {
        await host.SwitchAsync(new { turkishMessages = true });

        var answer = await host.PartnerAsync("LoginToken", BeyondVisitHost.Login("u-1"));

        answer.GetProperty("message").GetString().ShouldBe("Kullanıcı bulunamadı: [u-1]");
    }

    [Fact]
    public async Task Maintenance_page_is_html_with_http_200()
    {
        await host.PostAsync("/sim/faults", new { provider = "beyondvisit", kind = "html" });

        using var response = await host.Http.PostAsJsonAsync(
            "/beyondvisit/external/LoginToken",
            BeyondVisitHost.Login()
        );

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Theory]
    [InlineData("throttle", 429, "30")]
    [InlineData("status", 500, null)]
    [InlineData("ok_with_error", 200, null)]
    public async Task Host_fails_in_the_shape_of_its_methods(string kind, int status, string? retryAfter)
    {
        await host.PostAsync("/sim/faults", new { provider = "beyondvisit", kind });

        using var response = await host.Http.PostAsJsonAsync(
            "/beyondvisit/external/LoginToken",
            BeyondVisitHost.Login()
        );

        ((int)response.StatusCode).ShouldBe(status);
        (response.Headers.RetryAfter?.ToString()).ShouldBe(retryAfter);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("status").GetBoolean().ShouldBeFalse();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
