using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.ProviderSimulator.Tests.Clients;

/// <summary>The simulator on real ports and by the real clock: https for clients that believe to talk to a provider, http for the test.</summary>
public sealed class ListeningSimulator : WebApplicationFactory<Program>
{
    private static readonly string[] Hosts =
    [
        "api.x.com",
        "api.twitter.com",
        "upload.x.com",
        "upload.twitter.com",
        "api.linkedin.com",
        "www.linkedin.com",
        "graph.facebook.com",
        "graph-video.facebook.com",
        "graph.instagram.com",
        "api.instagram.com",
    ];

    private readonly X509Certificate2 certificate = CreateCertificate();

    public ListeningSimulator()
    {
        UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Secure = new(addresses.Single(address => address.StartsWith("https:", StringComparison.Ordinal)));
        ClientOptions.BaseAddress = new(
            addresses.Single(address => address.StartsWith("http:", StringComparison.Ordinal))
        );
        Http = CreateClient();
    }

    public HttpClient Http { get; }

    public Uri Secure { get; }

    public string CertificatePem => certificate.ExportCertificatePem();

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder
            .UseSetting("SIM_CRM_URL", "http://localhost:9")
            // Each watched file takes one of the few inotify instances that a person has.
            .UseSetting("hostBuilder:reloadConfigOnChange", "false");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        certificate.Dispose();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=simulator", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in Hosts)
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // Servers of some systems want a key that was loaded, not one that was just made.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
