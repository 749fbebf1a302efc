using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>The platform's own app, for customers who have none.</summary>
/// <param name="App">Null: no app is set up.</param>
/// <param name="LoginUrl">Ends with a slash, as the other one.</param>
/// <param name="Version">Of the versioned part, as year and month; LinkedIn ends each after about a year.</param>
internal sealed partial record LinkedInOptions(LinkedInApp? App, Uri LoginUrl, Uri ApiUrl, string Version)
{
    public static LinkedInOptions From(IConfiguration configuration, ServerOptions server)
    {
        // Public, like everything in demo mode: the simulator knows the same app.
        if (server.IsDemo && configuration.Optional("LINKEDIN_CLIENT_ID") is null)
        {
            configuration["LINKEDIN_CLIENT_ID"] = "li_demo_client";
            configuration["LINKEDIN_CLIENT_SECRET"] = "li_demo_secret";
            configuration["LINKEDIN_AUTH_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/www.linkedin.com";
            configuration["LINKEDIN_API_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/api.linkedin.com";
        }

        var id = configuration.Optional("LINKEDIN_CLIENT_ID");
        var secret = configuration.Optional("LINKEDIN_CLIENT_SECRET");
        if (id is null != secret is null)
        {
            throw new StartupException(
                $"{(id is null ? "LINKEDIN_CLIENT_ID" : "LINKEDIN_CLIENT_SECRET")} is missing. Set both, from the app's page at linkedin.com/developers, or neither."
            );
        }

        return new(
            id is null ? null : new(id, new Secret(secret!)),
            configuration.BaseUrl("LINKEDIN_AUTH_BASE_URL", "https://www.linkedin.com"),
            configuration.BaseUrl("LINKEDIN_API_BASE_URL", "https://api.linkedin.com"),
            VersionOf(configuration.Optional("LINKEDIN_VERSION") ?? "202609")
        );
    }

    private static string VersionOf(string text) =>
        VersionWord.IsMatch(text)
            ? text
            : throw new StartupException($"LINKEDIN_VERSION is '{text}'. Use a year and a month such as 202609.");

    [GeneratedRegex(
        @"^20\d\d(0[1-9]|1[0-2])\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex VersionWord { get; }

    /// <summary>The customer's own app where one was pasted, else the platform's.</summary>
    public LinkedInApp AppOf(PastedCredentials credentials) =>
        credentials.Find(LinkedInProvider.ClientId) is { } own
            ? new(own, new Secret(credentials.Get(LinkedInProvider.ClientSecret)))
            : App
                ?? throw new ProviderException(
                    "integration_not_configured",
                    LinkedInProvider.Key,
                    reason: null,
                    retryAfter: null
                );
}

internal sealed record LinkedInApp(string ClientId, Secret ClientSecret);
