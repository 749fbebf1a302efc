using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>The platform's own app, for customers who have none, and where the graph is. All three products share it.</summary>
/// <param name="App">Null: no app is set up.</param>
/// <param name="InstagramApp">The same app at Instagram's own login, where it may have an id and a secret of its own.</param>
/// <param name="Version">Meta ends each after about two years.</param>
/// <param name="ApiUrl">Ends with a slash, as the others.</param>
internal sealed partial record GraphOptions(
    GraphApp? App,
    GraphApp? InstagramApp,
    string Version,
    Uri ApiUrl,
    Uri DialogUrl,
    Uri InstagramApiUrl,
    Uri InstagramTokenUrl,
    Uri InstagramDialogUrl
)
{
    private const string Facebook = "graph.facebook.com";
    private const string FacebookPages = "www.facebook.com";

    public GraphApp RequiredApp(string platform) => App ?? throw NotConfigured(platform);

    public GraphApp RequiredInstagramApp(string platform) => InstagramApp ?? throw NotConfigured(platform);

    public static GraphOptions From(IConfiguration configuration, ServerOptions server)
    {
        UseDemoApp(configuration, server);
        var app = AppOf(configuration, "META_APP_ID", "META_APP_SECRET");
        var api = configuration.BaseUrl("GRAPH_API_BASE_URL", $"https://{Facebook}");
        var pages = configuration.BaseUrl("GRAPH_AUTH_BASE_URL", $"https://{FacebookPages}");

        return new(
            app,
            AppOf(configuration, "META_INSTAGRAM_APP_ID", "META_INSTAGRAM_APP_SECRET") ?? app,
            VersionOf(configuration.Optional("META_GRAPH_VERSION") ?? "v25.0"),
            api,
            pages,
            Sibling(api, Facebook, "graph.instagram.com"),
            Sibling(api, Facebook, "api.instagram.com"),
            Sibling(pages, FacebookPages, "www.instagram.com")
        );
    }

    private static GraphApp? AppOf(IConfiguration configuration, string idSetting, string secretSetting)
    {
        var id = configuration.Optional(idSetting);
        var secret = configuration.Optional(secretSetting)?.Split(',')[0].Trim();
        if (id is not null && string.IsNullOrEmpty(secret))
        {
            throw new StartupException(
                $"{secretSetting} is missing. Set it beside {idSetting}, from the app's page at developers.facebook.com."
            );
        }

        return id is null ? null : new(id, new Secret(secret!));
    }

    // A simulator has one path for each host; behind any other address they are the same.
    private static Uri Sibling(Uri url, string host, string other) =>
        new(url.AbsoluteUri.Replace(host, other, StringComparison.Ordinal));

    private static string VersionOf(string text) =>
        VersionWord().IsMatch(text)
            ? text
            : throw new StartupException($"META_GRAPH_VERSION is '{text}'. Use a version such as v25.0.");

    private static void UseDemoApp(IConfiguration configuration, ServerOptions server)
    {
        // Public, like everything in demo mode: the simulator knows the same app.
        if (server.IsDemo && configuration.Optional("META_APP_ID") is null)
        {
            configuration["META_APP_ID"] = "1000000000000001";
            configuration["META_APP_SECRET"] = "app_secret_demo";
            configuration["META_INSTAGRAM_APP_ID"] = "1000000000000002";
            configuration["META_INSTAGRAM_APP_SECRET"] = "ig_app_secret_demo";
            configuration["META_WEBHOOK_VERIFY_TOKEN"] ??= "meta_verify_demo";
            configuration["GRAPH_API_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/{Facebook}";
            configuration["GRAPH_AUTH_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/{FacebookPages}";
        }
    }

    private static ProviderException NotConfigured(string platform) =>
        new("integration_not_configured", platform, reason: null, retryAfter: null);

    [GeneratedRegex(
        @"^v\d{1,3}\.\d$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex VersionWord();
}

/// <param name="Secret">The present one; older ones still verify webhooks.</param>
internal sealed record GraphApp(string Id, Secret Secret)
{
    /// <summary>The app's own token.</summary>
    public Secret Token => new($"{Id}|{Secret.Reveal()}");
}
