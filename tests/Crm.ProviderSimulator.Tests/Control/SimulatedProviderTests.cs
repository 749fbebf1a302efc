using System.Net;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.Control;

/// <summary>Every call has its provider, though some paths of two providers look alike.</summary>
public sealed class SimulatedProviderTests : IAsyncDisposable
{
    private const string Elsewhere = "beyondvisit";

    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData("/v2/oauth/token/", "tiktok")]
    [InlineData("/open_api/v1.3/lead/get/", "tiktok-leadgen")]
    [InlineData("/oauth/access_token", "x")]
    [InlineData("/oauth2.googleapis.com/token", "google-lead-form")]
    [InlineData("/www.linkedin.com/oauth/v2/accessToken", "linkedin")]
    [InlineData("/api.instagram.com/oauth/access_token", "instagram")]
    [InlineData("/graph.facebook.com/v25.0/1006000000000001/messages", "whatsapp")]
    [InlineData("/graph.facebook.com/v25.0/1005000000000001", "meta-leads")]
    [InlineData("/graph.facebook.com/v25.0/17841400000000001", "instagram")]
    [InlineData("/graph.facebook.com/v25.0/oauth/access_token", "meta")]
    [InlineData("/graph.facebook.com/v25.0/oauth/access_token", "meta-leads")]
    public async Task Fault_meets_the_calls_of_its_provider_alone(string path, string provider)
    {
        await FailAsync(Elsewhere);
        (await AskAsync(path)).ShouldNotBe(HttpStatusCode.ServiceUnavailable);

        await FailAsync(provider);

        (await AskAsync(path)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("/v2/auth/authorize/", "tiktok")]
    [InlineData("/portal/auth", "tiktok-leadgen")]
    [InlineData("/oauth/authorize", "x")]
    [InlineData("/accounts.google.com/o/oauth2/v2/auth", "google-lead-form")]
    [InlineData("/www.linkedin.com/oauth/v2/authorization", "linkedin")]
    [InlineData("/www.instagram.com/oauth/authorize", "instagram")]
    [InlineData("/www.facebook.com/v25.0/dialog/oauth", "meta")]
    public async Task Page_is_spared_unless_the_fault_names_it(string path, string provider)
    {
        await FailAsync(provider);
        (await AskAsync(path)).ShouldNotBe(HttpStatusCode.ServiceUnavailable);

        await FailAsync(provider, path);

        (await AskAsync(path)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("graph.facebook.com", "/v25.0/me", "meta")]
    [InlineData("api.instagram.com", "/oauth/access_token", "instagram")]
    [InlineData("Api.LinkedIn.com", "/rest/posts/urn%3Ali%3Ashare%3A1", "linkedin")]
    public async Task Host_that_is_called_by_its_name_is_found(string name, string path, string provider)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, path);
        call.Headers.Host = name;
        using var answer = await host.Http.SendAsync(call);

        var refusals = await host.Http.GetFromJsonAsync<JsonElement>($"/sim/refusals?provider={provider}");

        refusals.GetProperty("refusals").GetArrayLength().ShouldBe(1);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<JsonElement> FailAsync(string provider, string? path = null) =>
        host.PostAsync(
            "/sim/faults",
            new
            {
                provider,
                kind = "html",
                path,
                status = 503,
                times = -1,
            }
        );

    private async Task<HttpStatusCode> AskAsync(string path)
    {
        using var answer = await host.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
