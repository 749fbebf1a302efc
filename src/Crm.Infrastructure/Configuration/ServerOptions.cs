using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Configuration;

/// <summary>Where this server lives and what it does.</summary>
/// <param name="ApiBaseUrl">Public address of the API, without a trailing slash; redirect URIs are built from it.</param>
/// <param name="FrontendUrl">Where the single-page app lives, without a trailing slash.</param>
/// <param name="IsDemo">Simulator, demo tenant and demo secrets.</param>
/// <param name="RunsWeb">Answers requests.</param>
/// <param name="RunsWorkers">Refreshes tokens and processes the inbox.</param>
/// <param name="DataDirectory">Embedded database, generated keys, mails not sent.</param>
internal sealed record ServerOptions(
    string ApiBaseUrl,
    string FrontendUrl,
    bool IsDemo,
    bool RunsWeb,
    bool RunsWorkers,
    string DataDirectory
)
{
    public static ServerOptions From(IConfiguration configuration)
    {
        var api = configuration.Url("API_BASE_URL", "http://localhost:8000");
        var frontend = configuration.Url("FRONTEND_URL", Text(api));
        var role = configuration.Choice("CRM_ROLE", "all", "web", "worker");

        return new(
            Text(api),
            Text(frontend),
            configuration.Flag("CRM_DEMO", otherwise: false),
            role is not "worker",
            role is not "web",
            Path.GetFullPath(configuration.Optional("CRM_DATA_DIR") ?? ".data")
        );
    }

    private static string Text(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
