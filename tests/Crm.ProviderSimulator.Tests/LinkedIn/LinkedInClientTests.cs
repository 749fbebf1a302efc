using System.Net.Http.Headers;
using System.Text.Json;
using Crm.ProviderSimulator.Tests.Clients;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Tests.LinkedIn;

/// <summary>LinkedIn's own JavaScript client, and what only a real port shows.</summary>
public sealed class LinkedInClientTests : IAsyncDisposable
{
    private const string Version = "202609";

    private readonly ListeningSimulator simulator = new();

    [NodeClientFact]
    public async Task Official_client_exchanges_a_code_reads_the_profile_posts_edits_and_deletes()
    {
        var answer = await RunAsync(await ConsentAsync());

        answer.GetProperty("token").GetProperty("expires_in").GetInt64().ShouldBe(5_184_000);
        answer.GetProperty("introspected").GetProperty("active").GetBoolean().ShouldBeTrue();
        answer.GetProperty("me").GetProperty("sub").GetString().ShouldBe("demoAyse01");
        var id = answer.GetProperty("made").GetProperty("id").GetString()!;
        answer.GetProperty("made").GetProperty("status").GetInt32().ShouldBe(201);
        Code(answer, "versionless").ShouldBe("VERSION_MISSING");
        Code(answer, "sunset").ShouldBe("NONEXISTENT_VERSION");
        answer.GetProperty("repeated").GetProperty("message").GetString().ShouldBe($"Content is a duplicate of {id}");
        answer.GetProperty("updated").GetInt32().ShouldBe(204);
        answer.GetProperty("deleted").GetInt32().ShouldBe(204);
        var posts = await simulator.Http.GetFromJsonAsync<JsonElement>("/sim/linkedin/posts");
        posts[0].GetProperty("urn").GetString().ShouldBe(id);
        posts[0].GetProperty("text").GetString().ShouldBe("Yeni");
        posts[0].GetProperty("deleted").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("urn:li:share:1", 400)]
    [InlineData("urn%3Ali%3Ashare%3A1", 404)]
    public async Task Urn_in_a_path_has_to_be_percent_encoded(string urn, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{LinkedInHost.Rest}/posts/{urn}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LinkedInHost.Token);
        request.Headers.Add("LinkedIn-Version", Version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");

        using var response = await simulator.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
    }

    public ValueTask DisposeAsync() => simulator.DisposeAsync();

    private Task<JsonElement> RunAsync(string code) =>
        NodeClient.RunAsync(
            simulator,
            "linkedin.cjs",
            new
            {
                clientId = LinkedInHost.Client,
                clientSecret = LinkedInHost.Secret,
                redirectUrl = LinkedInHost.Redirect,
                author = LinkedInHost.Member,
                versionString = Version,
                code,
            }
        );

    private async Task<string> ConsentAsync()
    {
        // The client itself would write the scopes with commas, which the documentation does not.
        var authorizationUrl = SimulatorHost.Url("/www.linkedin.com/oauth/v2/authorization", LinkedInHost.Authorize());
        using var response = await simulator.Http.PostAsJsonAsync(
            "/sim/linkedin/consent",
            new { authorizationUrl, allow = true }
        );
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var redirect = new Uri(answer.GetProperty("redirectUrl").GetString()!);
        return QueryHelpers.ParseQuery(redirect.Query)["code"].ToString();
    }

    private static string? Code(JsonElement answer, string name) =>
        answer.GetProperty(name).GetProperty("code").GetString();
}
