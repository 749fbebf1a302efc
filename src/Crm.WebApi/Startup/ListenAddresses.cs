using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Crm.WebApi.Startup;

/// <summary>
/// Where the server listens: at API_BASE_URL unless ASPNETCORE_URLS says otherwise. A worker answers nobody but who asks
/// after its health, and so leaves that address to the web server beside it.
/// </summary>
internal static class ListenAddresses
{
    private const string AnyPortOfThisMachine = "http://127.0.0.1:0";

    public static void Apply(WebApplicationBuilder builder, ServerOptions server)
    {
        var given = builder.Configuration.Optional("ASPNETCORE_URLS") ?? builder.Configuration.Optional("urls");
        var addresses =
            given
            ?? (server.RunsWeb ? new Uri(server.ApiBaseUrl).GetLeftPart(UriPartial.Authority) : AnyPortOfThisMachine);
        builder.WebHost.UseUrls(addresses);
        if (given is null && addresses.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException(
                $"API_BASE_URL is {server.ApiBaseUrl} and the server has no certificate. Set ASPNETCORE_URLS to the address behind your proxy, such as http://127.0.0.1:8000."
            );
        }

        if (!server.IsDemo)
        {
            return;
        }

        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            throw new StartupException(
                "CRM_DEMO is 1 and Kestrel:Endpoints is set. The demo's secrets are public: remove Kestrel:Endpoints, or set CRM_DEMO=0."
            );
        }

        if (!IsLoopback(server.ApiBaseUrl))
        {
            throw new StartupException(
                $"CRM_DEMO is 1 and API_BASE_URL is {server.ApiBaseUrl}. The demo's secrets are public: use a loopback address such as http://localhost:8000, or set CRM_DEMO=0."
            );
        }

        if (!addresses.Split(';', StringSplitOptions.RemoveEmptyEntries).All(IsLoopback))
        {
            throw new StartupException(
                $"CRM_DEMO is 1 and the server would listen on {addresses}. The demo's secrets are public: use a loopback address such as http://localhost:8000, or set CRM_DEMO=0."
            );
        }
    }

    /// <summary>Runs until the token says stop; an address that cannot be had is one sentence.</summary>
    public static async Task RunToEndAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartupException(
                $"{exception.Message.TrimEnd('.')}. Stop what uses it, or set API_BASE_URL to another port, such as http://localhost:8001."
            );
        }
        catch (Exception exception) when (exception is System.Net.Sockets.SocketException or FormatException)
        {
            throw new StartupException(
                $"The server cannot listen on {string.Join(", ", app.Urls)}: {exception.Message} Set ASPNETCORE_URLS to an address of this machine."
            );
        }
    }

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var url) && url.IsLoopback;
}
