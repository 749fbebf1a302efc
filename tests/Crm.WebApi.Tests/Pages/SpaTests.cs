using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Crm.Infrastructure.Configuration;
using Crm.TestKit;
using Crm.WebApi.Spa;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Pages;

/// <summary>The single-page app, served by the server that it talks to.</summary>
public sealed partial class SpaTests(BuiltApp app) : IClassFixture<BuiltApp>
{
    private const string Html = "text/html,application/xhtml+xml,*/*;q=0.8";
    private const string Script = "/assets/main-4f2a.js";

    [Theory]
    [InlineData("/")]
    [InlineData("/?utm_source=mail")]
    [InlineData("/index.html")]
    [InlineData("/leads")]
    [InlineData("/leads/")]
    [InlineData("/integrations?connected=true&account_id=0198f3a1-0000-7000-8000-000000000000")]
    [InlineData("/settings/api-access")]
    [InlineData("/apiary")]
    [InlineData("/documents")]
    public async Task A_browser_gets_the_app_at_every_address_of_its_own(string address)
    {
        using var response = await AskAsync(address, Html);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).ShouldContain("app</html>");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/API/v1/nothing")]
    [InlineData("/api")]
    [InlineData("/openapi/nothing")]
    [InlineData("/docs/nothing")]
    [InlineData("/health/nothing")]
    [InlineData("/.well-known/nothing")]
    [InlineData("/media")]
    [InlineData("/reconnect/nothing")]
    [InlineData("/assets/main-gone.js")]
    public async Task What_the_server_has_not_got_stays_a_problem(string address)
    {
        using var response = await AskAsync(address, Html);

        (await response.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", "*/*")]
    [InlineData("GET", "application/json")]
    [InlineData("GET", "application/json, text/html;q=0")]
    [InlineData("GET", null)]
    [InlineData("POST", Html)]
    public async Task Who_does_not_ask_for_a_page_gets_none(string method, string? accept)
    {
        using var response = await AskAsync("/leads", accept, method: new HttpMethod(method));

        (await response.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    [Theory]
    [InlineData("/docs", "text/html")]
    [InlineData("/reconnect", "text/html")]
    [InlineData("/openapi/v1.json", "application/json")]
    [InlineData("/health/live", null)]
    public async Task The_servers_own_pages_stay_where_they_are(string address, string? type)
    {
        using var response = await AskAsync(address, Html);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("app</html>");
        (type ?? response.Content.Headers.ContentType?.MediaType).ShouldBe(
            response.Content.Headers.ContentType?.MediaType
        );
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task A_file_comes_as_small_as_the_browser_can_read_it(string? coding)
    {
        using var response = await AskAsync(Script, "*/*", coding is null ? "identity" : $"deflate, {coding}");

        response.Content.Headers.ContentEncoding.ShouldBe(coding is null ? [] : [coding]);
        response.Headers.Vary.ShouldContain("Accept-Encoding");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var open = coding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(open);
        (await reader.ReadToEndAsync()).ShouldBe(BuiltApp.Script);
    }

    [Fact]
    public async Task A_coding_that_the_browser_refuses_is_not_used()
    {
        using var response = await AskAsync(Script, "*/*", "br;q=0, gzip;q=0");

        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/assets/main-4f2a.css", "text/css; charset=utf-8", true)]
    [InlineData("/assets/cairo-77aa.woff2", "font/woff2", true)]
    [InlineData("/favicon.svg", "image/svg+xml; charset=utf-8", false)]
    [InlineData("/manifest.webmanifest", "application/manifest+json", false)]
    public async Task What_is_named_by_its_content_is_kept_for_ever_and_nothing_else(
        string address,
        string type,
        bool isKept
    )
    {
        using var response = await AskAsync(address, "*/*");

        response.Content.Headers.ContentType!.ToString().ShouldBe(type);
        response
            .Headers.GetValues("Cache-Control")
            .Single()
            .ShouldBe(isKept ? "public, max-age=31536000, immutable" : "no-cache");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public async Task A_known_file_is_not_sent_again_and_each_coding_is_known_by_itself()
    {
        using var plain = await AskAsync(Script, "*/*");
        using var small = await AskAsync(Script, "*/*", "br");

        using var again = await AskAsync(Script, "*/*", "br", known: small.Headers.ETag);
        using var other = await AskAsync(Script, "*/*", known: small.Headers.ETag);

        small.Headers.ETag.ShouldNotBe(plain.Headers.ETag);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_may_do_nothing_that_it_does_not_need()
    {
        using var response = await AskAsync("/", Html);

        var policy = Policy(response);
        policy["default-src"].ShouldBe("'none'");
        policy["script-src"].ShouldBe("'self'");
        policy["connect-src"].ShouldBe("'self'");
        policy["base-uri"].ShouldBe("'none'");
        policy["frame-ancestors"].ShouldBe("'none'");
        policy["img-src"].ShouldBe("'self' data: blob: https: http://images.local:9000");
        policy["style-src"].ShouldNotContain("unsafe");
        response.Headers.GetValues("Cross-Origin-Opener-Policy").Single().ShouldBe("same-origin");
        response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
    }

    [Fact]
    public async Task Each_answer_has_a_nonce_of_its_own_in_header_and_page_alike()
    {
        using var first = await AskAsync("/leads", Html);
        using var second = await AskAsync("/leads", Html);

        var nonce = Nonce().Match(await first.Content.ReadAsStringAsync()).Groups["nonce"].Value;
        nonce.Length.ShouldBeGreaterThanOrEqualTo(22);
        Policy(first)["style-src"].ShouldBe($"'self' 'nonce-{nonce}'");
        (await second.Content.ReadAsStringAsync()).ShouldNotContain(nonce);
        first.Headers.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_without_a_nonce_is_known_by_its_tag()
    {
        await using var server = await TestServer.StartAsync(settings: ("CRM_APP_DIR", app.PlainFolder));
        using var first = await AskAsync("/leads", Html, server: server);

        using var again = await AskAsync("/", Html, known: first.Headers.ETag.ShouldNotBeNull(), server: server);

        Policy(first)["style-src"].ShouldBe("'self'");
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/..%5c..%5csecret.txt")]
    [InlineData("/assets/main-4f2a.js.br")]
    public async Task No_address_leads_out_of_the_folder(string address)
    {
        using var response = await AskAsync(address, "*/*");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Headers_alone_can_be_asked_for()
    {
        using var page = await AskAsync("/leads", Html, method: HttpMethod.Head);
        using var script = await AskAsync(Script, "*/*", method: HttpMethod.Head);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        script.StatusCode.ShouldBe(HttpStatusCode.OK);
        script.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBePositive();
    }

    [Fact]
    public async Task Without_an_app_there_is_the_start_page_and_no_other()
    {
        await using var server = await TestServer.StartAsync();
        using var start = await AskAsync("/", Html, server: server);
        using var other = await AskAsync("/leads", Html, server: server);

        (await start.Content.ReadAsStringAsync()).ShouldContain("/openapi/v1.json");
        (await other.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_demo_mode_the_simulators_pictures_are_shown(bool isDemo)
    {
        var server = new ServerOptions("http://localhost:8000", "http://localhost:8000", isDemo, true, true, ".data");

        var settings = SpaSettings.From(new ConfigurationBuilder().Build(), server);

        settings.PictureOrigins.ShouldBe(isDemo ? [ServerOptions.SimulatorUrl] : []);
    }

    [Theory]
    [InlineData("CRM_APP_DIR", "/nowhere")]
    [InlineData("CRM_PICTURE_ORIGINS", "images.local")]
    [InlineData("CRM_PICTURE_ORIGINS", "http://images.local/path")]
    [InlineData("CRM_PICTURE_ORIGINS", "http://images.local; script-src *")]
    public async Task A_setting_that_cannot_be_is_named(string name, string value)
    {
        var start = await Should.ThrowAsync<Crm.Infrastructure.StartupException>(() =>
            TestServer.StartAsync(app.Server.Database, settings: (name, value))
        );

        start.Message.ShouldStartWith(name);
    }

    private async Task<HttpResponseMessage> AskAsync(
        string address,
        string? accept,
        string? coding = null,
        EntityTagHeaderValue? known = null,
        HttpMethod? method = null,
        TestServer? server = null
    )
    {
        using var client = (server ?? app.Server).CreateClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        if (coding is not null)
        {
            request.Headers.AcceptEncoding.ParseAdd(coding);
        }

        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await client.SendAsync(request);
    }

    private static Dictionary<string, string> Policy(HttpResponseMessage response) =>
        response
            .Headers.GetValues("Content-Security-Policy")
            .Single()
            .Split(';', StringSplitOptions.TrimEntries)
            .ToDictionary(part => part.Split(' ')[0], part => part[(part.IndexOf(' ') + 1)..], StringComparer.Ordinal);

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Nonce();
}
