using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;

namespace Crm.WebApi.Tests.Identity;

/// <summary>The sign-in routes as a client sees them.</summary>
internal static class SignInServer
{
    public static Task<HttpResponseMessage> LogInAsync(this HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { email, password });

    public static Task<HttpResponseMessage> RefreshAsync(this HttpClient client, string refreshToken) =>
        client.PostAsJsonAsync("/api/v1/auth/refresh", new { refreshToken });

    public static Task<HttpResponseMessage> LogOutAsync(this HttpClient client, string refreshToken) =>
        client.PostAsJsonAsync("/api/v1/auth/logout", new { refreshToken });

    public static Task<HttpResponseMessage> ConfirmAsync(
        this HttpClient client,
        string token,
        string? password = null
    ) => client.PostAsJsonAsync("/api/v1/auth/confirm-email", new { token, password });

    public static Task<HttpResponseMessage> ForgetAsync(this HttpClient client, string email) =>
        client.PostAsJsonAsync("/api/v1/auth/forgot-password", new { email });

    /// <summary>What the product promises of every end of a sign-in.</summary>
    public static Task ShouldEndAsync(this TestServer server, string accessToken) =>
        Poll.UntilAsync(
            async () => await server.MeAsync(accessToken) is HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(5),
            "The access token of an ended sign-in is still accepted."
        );

    public static async Task<string> RefreshedAsync(this HttpClient client, string refreshToken)
    {
        using var response = await client.RefreshAsync(refreshToken);
        var answer = await response.ShouldBeAsync(HttpStatusCode.OK);

        return answer.GetProperty("refreshToken").GetString()!;
    }

    public static async Task<HttpStatusCode> MeAsync(this TestServer server, string accessToken)
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await client.GetAsync("/api/v1/auth/me");

        return response.StatusCode;
    }

    public static async Task<JsonElement> ShouldBeAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);

        return body.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(body) : default;
    }

    public static async Task<string?> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.ShouldBeAsync(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");

        return body.GetProperty("code").GetString();
    }
}
