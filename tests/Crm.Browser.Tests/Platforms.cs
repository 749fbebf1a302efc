using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;

namespace Crm.Browser.Tests;

/// <summary>Names of the platform's own apps at the providers, new for each server, since the simulator keeps them.</summary>
public sealed record AppKeys(string TikTok, string X)
{
    public static AppKeys Create() =>
        new("ck_" + Guid.CreateVersion7().ToString("N"), "x_" + Guid.CreateVersion7().ToString("N"));
}

/// <summary>Where a platform sends the leads of one account, and the key by which it is known.</summary>
public sealed record LeadAddress(Uri Url, string Key);

/// <summary>The simulator's own routes, by which a test prepares the providers.</summary>
public sealed class Platforms : IDisposable
{
    private const string TikTokSecret = "cs_test";
    private const string BusinessApp = "7000000000000000000";
    private const string BusinessSecret = "app_secret_demo";
    private const string XSecret = "x_platform_secret";
    private const string AdvertiserId = "7163948356417552385";

    private static long lastXUser = Random.Shared.NextInt64(1_000_000_000, 9_000_000_000);

    private readonly HttpClient simulator;
    private readonly Uri server;

    private Platforms(Uri address, Uri server)
    {
        simulator = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        this.server = server;
    }

    public Uri Address => simulator.BaseAddress!;

    public static IEnumerable<(string Name, string Value)> Settings(Uri simulator, AppKeys keys)
    {
        var url = simulator.AbsoluteUri.TrimEnd('/');

        return
        [
            ("TIKTOK_AUTH_BASE_URL", url),
            ("TIKTOK_API_BASE_URL", url),
            ("TIKTOK_BUSINESS_API_BASE_URL", url),
            ("TIKTOK_CLIENT_ID", keys.TikTok),
            ("TIKTOK_CLIENT_SECRET", TikTokSecret),
            ("TIKTOK_BUSINESS_APP_ID", BusinessApp),
            ("TIKTOK_BUSINESS_APP_SECRET", BusinessSecret),
            ("X_API_BASE_URL", url),
            ("X_AUTH_BASE_URL", url),
            ("X_CLIENT_ID", keys.X),
            ("X_CLIENT_SECRET", XSecret),
            ("BEYONDVISIT_BASE_URL", $"{url}/beyondvisit"),
            ("LINKEDIN_AUTH_BASE_URL", $"{url}/www.linkedin.com"),
            ("LINKEDIN_API_BASE_URL", $"{url}/api.linkedin.com"),
            ("GOOGLE_OAUTH_BASE_URL", $"{url}/oauth2.googleapis.com"),
        ];
    }

    public static async Task<Platforms> RegisterAsync(Uri simulator, Uri server, AppKeys keys)
    {
        var platforms = new Platforms(simulator, server);
        var callback = $"{server.AbsoluteUri}api/integrations/accounts/oauth/callback/";
        await platforms.PutAsync(
            $"/sim/tiktok/clients/{keys.TikTok}",
            new
            {
                secret = TikTokSecret,
                platform = "web",
                redirectUris = new[] { callback + "tiktok/" },
                webhookUrl = $"{server.AbsoluteUri}api/integrations/webhooks/tiktok/",
            }
        );
        await platforms.PutAsync(
            $"/sim/tiktok-business/apps/{BusinessApp}",
            new { secret = BusinessSecret, redirectUris = new[] { callback + "tiktok_leads/" } }
        );
        await platforms.PutAsync(
            $"/sim/x/apps/{keys.X}",
            new
            {
                clientId = keys.X,
                clientSecret = XSecret,
                redirectUris = new[] { callback + "x/" },
            }
        );

        return platforms;
    }

    public async Task PutAsync(string path, object body)
    {
        using var answer = await simulator.PutAsJsonAsync(path, body);
        await EnsureAsync(answer);
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await simulator.PostAsJsonAsync(path, body);
        await EnsureAsync(answer);

        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Somebody fills in the form of an ad of the simulator's first advertiser.</summary>
    public Task<JsonElement> FillFormAsync(string name, string phone) =>
        PostAsync(
            "/sim/tiktok-leadgen/leads",
            new
            {
                advertiserId = AdvertiserId,
                answers = new[] { new { field = "name", value = name }, new { field = "phone_number", value = phone } },
                target = $"{server.AbsoluteUri}api/integrations/webhooks/tiktok-leadgen/",
                times = 1,
                signature = "open",
            }
        );

    /// <summary>An X account of the company's own, by pasted keys.</summary>
    /// <returns>The account's id.</returns>
    public async Task<Guid> ConnectXAsync(SignedIn owner)
    {
        var user = Interlocked.Increment(ref lastXUser).ToString(CultureInfo.InvariantCulture);
        await PutAsync($"/sim/x/users/{user}", new { username = "kahve" + user, name = "Kahve Köşesi" });
        await PutAsync(
            "/sim/x/apps/key" + user,
            new
            {
                apiSecret = "a_long_api_key_secret",
                accessToken = $"{user}-token",
                accessTokenSecret = "a_long_token_secret",
                userId = user,
            }
        );
        using var answer = await owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new
            {
                platform = "x",
                name = "Kahve Köşesi",
                credentials = new
                {
                    apiKey = "key" + user,
                    apiSecret = "a_long_api_key_secret",
                    accessToken = $"{user}-token",
                    accessSecret = "a_long_token_secret",
                },
            }
        );
        await EnsureAsync(answer);

        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>An account whose lead forms send every lead to its own address.</summary>
    public static async Task<LeadAddress> CreateLeadFormAccountAsync(SignedIn owner)
    {
        using var answer = await owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new { platform = "google_ads", name = "Kampanya" }
        );
        await EnsureAsync(answer);
        var account = await answer.Content.ReadFromJsonAsync<JsonElement>();

        return new(
            new Uri(account.GetProperty("webhookUrl").GetString()!),
            account.GetProperty("webhookKey").GetString()!
        );
    }

    /// <summary>A lead as the platform itself sends it.</summary>
    public static async Task DeliverAsync(HttpClient sender, LeadAddress address, string name, int number)
    {
        using var answer = await sender.PostAsJsonAsync(
            address.Url,
            new
            {
                lead_id = $"TeSter-{address.Key[..8]}-{number.ToString(CultureInfo.InvariantCulture)}",
                form_id = 40_000_000_000,
                campaign_id = 123_456_789,
                google_key = address.Key,
                api_version = "1.0",
                is_test = false,
                user_column_data = new[]
                {
                    new
                    {
                        column_id = "FULL_NAME",
                        string_value = name,
                        column_name = "Full Name",
                    },
                    new
                    {
                        column_id = "EMAIL",
                        string_value = $"kisi{number.ToString(CultureInfo.InvariantCulture)}@ornek.example",
                        column_name = "User Email",
                    },
                },
            }
        );
        await EnsureAsync(answer);
    }

    public Task FaultAsync(string provider, string kind, int status, int times, string path) =>
        PostAsync(
            "/sim/faults",
            new
            {
                provider,
                kind,
                status,
                times,
                path,
            }
        );

    public async Task ClearFaultsAsync()
    {
        using var answer = await simulator.DeleteAsync("/sim/faults");
        await EnsureAsync(answer);
    }

    public void Dispose() => simulator.Dispose();

    private static async Task EnsureAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }
}
