using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;

namespace Crm.WebApi.Tests.ApiTokens;

/// <summary>For tests that turn the clock further than a sign-in lasts.</summary>
internal static class AgainSignedIn
{
    public static async Task<HttpClient> SignInAgainAsync(this TestServer server, SignedIn person)
    {
        var client = server.CreateClient();
        using var response = await client.LogInAsync(person.Email, World.Password);
        var answer = await response.ShouldBeAsync(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            answer.GetProperty("accessToken").GetString()
        );

        return client;
    }

    public static async Task IssueNowAsync(this SignedIn person, HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            TokenWorld.Route,
            new { name = $"New one of {person.Email}", permissions = TokenWorld.Read }
        );
        await response.ShouldBeAsync(HttpStatusCode.Created);
    }
}
