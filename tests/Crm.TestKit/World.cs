using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace Crm.TestKit;

/// <summary>Arranges what a test needs through the same routes that customers use.</summary>
public static class World
{
    public const string Password = "dogru-At-pil-zimba-41";

    private const string PlatformAdminEmail = "admin@platform.example";

    /// <summary>Settings of a server that has a platform administrator.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> PlatformAdmin =
    [
        ("CRM_PLATFORM_ADMIN_EMAIL", PlatformAdminEmail),
        ("CRM_PLATFORM_ADMIN_PASSWORD", Password),
    ];

    private static int people;

    /// <summary>A new tenant with its owner, signed in.</summary>
    public static async Task<SignedIn> RegisterTenantAsync(this TestServer server, string country = "TR")
    {
        var number = Interlocked.Increment(ref people).ToString(CultureInfo.InvariantCulture);
        var email = $"owner{number}@tenant{number}.example";
        using var client = server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/register",
            new
            {
                tenantName = $"Tenant {number}",
                fullName = $"Owner {number}",
                email,
                password = Password,
                country,
            }
        );
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        using var answer = JsonDocument.Parse(body);

        return server.As(
            answer.RootElement.GetProperty("tenantId").GetGuid(),
            answer.RootElement.GetProperty("userId").GetGuid(),
            email,
            answer.RootElement.GetProperty("accessToken").GetString()!,
            answer.RootElement.GetProperty("refreshToken").GetString()!
        );
    }

    /// <summary>The administrator of <see cref="PlatformAdmin"/>, who belongs to no tenant.</summary>
    public static async Task<HttpClient> SignInPlatformAdminAsync(this TestServer server)
    {
        var client = server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = PlatformAdminEmail, password = Password }
        );
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        using var answer = JsonDocument.Parse(body);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            answer.RootElement.GetProperty("accessToken").GetString()
        );

        return client;
    }

    /// <summary>The same sign-in with new tokens, as after an hour.</summary>
    public static async Task<SignedIn> RefreshAsync(this SignedIn person, TestServer server)
    {
        using var client = server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/refresh",
            new { refreshToken = person.RefreshToken }
        );
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        using var answer = JsonDocument.Parse(body);

        return server.As(
            person.TenantId,
            person.UserId,
            person.Email,
            answer.RootElement.GetProperty("accessToken").GetString()!,
            answer.RootElement.GetProperty("refreshToken").GetString()!
        );
    }

    private static SignedIn As(
        this TestServer server,
        Guid tenantId,
        Guid userId,
        string email,
        string accessToken,
        string refreshToken
    )
    {
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        return new(client, tenantId, userId, email, accessToken, refreshToken);
    }
}

/// <summary>A person signed in to a tenant, with a client that sends the access token.</summary>
public sealed record SignedIn(
    HttpClient Client,
    Guid TenantId,
    Guid UserId,
    string Email,
    string AccessToken,
    string RefreshToken
) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
