using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Documentation;

public sealed partial class OpenApiDocumentTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    /// <summary>Pages for people, where the provider sends their browser back to, and the document itself.</summary>
    private static readonly string[] Undocumented =
    [
        "GET /",
        "GET /reconnect",
        "GET /docs",
        "GET /docs/problems",
        "GET /api/integrations/accounts/oauth/callback/{platform}",
        "GET /openapi/{documentName}.json",
        "HEAD /media/{token}",
    ];

    private readonly TestServer server = shared.Server;
    private JsonElement document;

    public async Task InitializeAsync()
    {
        using var client = server.CreateClient();
        document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json")).RootElement;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void It_is_openapi_3_1() => document.GetProperty("openapi").GetString().ShouldStartWith("3.1");

    [Fact]
    public void It_lists_every_route_and_nothing_else() =>
        Documented()
            .Select(operation => operation.Name)
            .Concat(Undocumented)
            .ShouldBe(Routes().Distinct(StringComparer.Ordinal), ignoreOrder: true);

    [Fact]
    public void Every_operation_says_what_it_does_and_which_problems_it_answers()
    {
        foreach (var (name, operation) in Documented())
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(name);
            operation.GetProperty("tags").GetArrayLength().ShouldBePositive(name);
            operation
                .GetProperty("responses")
                .GetProperty("503")
                .GetProperty("content")
                .TryGetProperty("application/problem+json", out _)
                .ShouldBeTrue(name);
        }
    }

    /// <summary>The compiler takes a nullable array in a handler for the body of the request (ADR 30).</summary>
    [Fact]
    public void Nothing_that_is_read_takes_a_body()
    {
        var reads = Documented().Where(one => one.Name.StartsWith("GET ", StringComparison.Ordinal)).ToList();

        reads.ShouldNotBeEmpty();
        reads.Where(one => one.Operation.TryGetProperty("requestBody", out _)).Select(one => one.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pages_can_be_read_in_a_browser()
    {
        using var client = server.CreateClient();
        foreach (var page in (string[])["/", "/docs", "/docs/problems"])
        {
            using var response = await client.GetAsync(page);

            response.IsSuccessStatusCode.ShouldBeTrue(page);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        }
    }

    [Theory]
    [InlineData("tr", "Hazır", "ltr")]
    [InlineData("ar", "جاهز", "rtl")]
    [InlineData("en", "Ready", "ltr")]
    public async Task The_start_page_speaks_the_language_of_the_reader(string language, string word, string direction)
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        var page = await client.GetStringAsync("/");

        page.ShouldContain(word);
        page.ShouldContain($"dir=\"{direction}\"");
    }

    private IEnumerable<(string Name, JsonElement Operation)> Documented() =>
        document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Select(operation =>
                        ($"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}", operation.Value)
                    )
            );

    private IEnumerable<string> Routes() =>
        server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route =>
                (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                    $"{method} /{Constraint().Replace(route.RoutePattern.RawText!.Trim('/'), "}")}"
                )
            );

    [GeneratedRegex(":[^}]+}", RegexOptions.None, 100)]
    private static partial Regex Constraint();
}
