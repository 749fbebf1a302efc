using Crm.TestKit;

namespace Crm.Benchmarks.Data;

/// <summary>The product as it is run in earnest, but for limits on one caller's rate.</summary>
internal static class ProductSettings
{
    public const string WebhookSecret = "bench-client-secret";

    /// <summary>For everything but W4, so that a thousand owners are signed in within seconds.</summary>
    private const string FewRounds = "1000";

    public static Dictionary<string, string?> Web(string connectionString, string rounds = FewRounds) =>
        Of(connectionString, "web", rounds);

    public static Dictionary<string, string?> Worker(string connectionString, string provider)
    {
        var settings = Of(connectionString, "worker", FewRounds);
        settings["TIKTOK_API_BASE_URL"] = provider;

        return settings;
    }

    private static Dictionary<string, string?> Of(string connectionString, string role, string rounds) =>
        new(StringComparer.Ordinal)
        {
            ["CRM_DATABASE_URL"] = connectionString,
            ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
            ["API_BASE_URL"] = "http://localhost:8000",
            ["CRM_ROLE"] = role,
            ["CRM_RATE_LIMIT_PER_MINUTE"] = "0",
            ["CRM_SIGNIN_LIMIT_PER_MINUTE"] = "0",
            ["CRM_PASSWORD_ROUNDS"] = rounds,
            ["TIKTOK_CLIENT_ID"] = "bench-client",
            ["TIKTOK_CLIENT_SECRET"] = WebhookSecret,
            ["TIKTOK_BUSINESS_APP_ID"] = "bench-app",
            ["TIKTOK_BUSINESS_APP_SECRET"] = "bench-app-secret",
        };
}
