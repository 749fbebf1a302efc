using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;

namespace Crm.WebApi.Tests.Leads;

/// <summary>The same person at another server of the same database; each test server issues tokens in its own name.</summary>
internal static class SecondServer
{
    public static async Task<string> TokenForAsync(this TestServer server, SignedIn person)
    {
        using var client = server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = person.Email, password = World.Password }
        );
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        return answer.GetProperty("accessToken").GetString()!;
    }

    public static async Task<HttpClient> ClientForAsync(this TestServer server, SignedIn person)
    {
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await server.TokenForAsync(person)
        );

        return client;
    }
}
