using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Configuration;

/// <summary>Where this server lives and what it does.</summary>
/// <param name="ApiBaseUrl">Public address of the API, without a trailing slash; redirect URIs are built from it.</param>
/// <param name="FrontendUrl">Where the single-page app lives, without a trailing slash.</param>
/// <param name="IsDemo">Simulator, demo tenant and demo secrets.</param>
/// <param name="RunsWeb">Answers requests.</param>
/// <param name="RunsWorkers">Refreshes tokens and processes the inbox.</param>
/// <param name="DataDirectory">Embedded database, generated keys, mails not sent.</param>
/// <param name="TestClock">A file with the time that server, workers and simulator all read; demo mode only.</param>
internal sealed record ServerOptions(
    string ApiBaseUrl,
    string FrontendUrl,
    bool IsDemo,
    bool RunsWeb,
    bool RunsWorkers,
    string DataDirectory,
    string? TestClock = null
)
{
    /// <summary>Where the provider simulator of demo mode listens.</summary>
    public const string SimulatorUrl = "http://localhost:8090";

    public static ServerOptions From(IConfiguration configuration)
    {
        var api = configuration.Url("API_BASE_URL", "http://localhost:8000");
        var frontend = configuration.Url("FRONTEND_URL", Text(api));
        RequireSameSite(api, frontend);
        var isDemo = configuration.Flag("CRM_DEMO", otherwise: false);
        var role = configuration.Choice("CRM_ROLE", "all", "web", "worker");

        return new(
            Text(api),
            Text(frontend),
            isDemo,
            role is not "worker",
            role is not "web",
            Path.GetFullPath(configuration.Optional("CRM_DATA_DIR") ?? ".data"),
            isDemo && configuration.Optional(FileClock.Setting) is { } clock ? FileClock.RequireReadable(clock) : null
        );
    }

    // The sign-in cookie is SameSite=Strict. Without the list of public suffixes the last two labels have to do.
    private static void RequireSameSite(Uri api, Uri frontend)
    {
        var isSame =
            api.Scheme == frontend.Scheme
            && (api.Host == frontend.Host || (api.HostNameType is UriHostNameType.Dns && Site(api) == Site(frontend)));
        if (!isSame && !(api.IsLoopback && frontend.IsLoopback))
        {
            throw new StartupException(
                $"FRONTEND_URL is '{Text(frontend)}', which is another site than API_BASE_URL '{Text(api)}'. Use two hosts of one domain, such as https://app.example.com and https://api.example.com."
            );
        }
    }

    private static string Site(Uri url) =>
        string.Join('.', url.Host.Split('.')[^Math.Min(2, url.Host.Split('.').Length)..]);

    private static string Text(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
