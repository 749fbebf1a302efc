using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Crm.TestKit;
using Crm.WebApi.Conventions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.WebApi.Tests.Conventions;

/// <summary>The conventions over a few sample routes, on a real socket, without a database.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private const int LargeBody = 256 * 1024;

    private readonly WebApplication app;
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };

    private SampleServer(WebApplication app, Uri address)
    {
        this.app = app;
        Client = new HttpClient(handler, disposeHandler: false) { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public static async Task<SampleServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var address = $"http://127.0.0.1:{FreePort.Choose().ToString(CultureInfo.InvariantCulture)}";
        var builder = WebApplication.CreateBuilder([
            .. settings.Select(setting => $"--{setting.Name}={setting.Value}"),
            $"--urls={address}",
        ]);
        builder.Logging.ClearProviders();
        builder.AddConventions(
            new ServerOptions(address, "https://app.example.com", false, true, false, Path.GetTempPath())
        );
        var built = builder.Build();
        built.UseConventions();
        Map(built);
        await built.StartAsync();

        return new SampleServer(built, new Uri(address));
    }

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        byte[]? body = null,
        string? contentType = "application/json",
        string? language = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            // A large one may be refused before its last byte, and waits for that.
            request.Headers.ExpectContinue = body.Length > LargeBody;
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        using var response = await Client.SendAsync(request);

        return new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.Ordinal)
        );
    }

    public Task<Answer> PostAsync(string path, string json, string? language = null) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(json), language: language);

    public Task<Answer> GetAsync(string path, string? language = null) =>
        SendAsync(HttpMethod.Get, path, language: language);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        handler.Dispose();
        await app.DisposeAsync();
    }

    private static async Task OpenUnreachableAsync()
    {
        await using var database = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={FreePort.Choose()};Database=x;Username=x;Timeout=2"
        );
        await using var connection = await database.OpenConnectionAsync();
    }

    private static void Map(WebApplication routes)
    {
        routes.MapPost("/api/v1/samples", (Sample sample) => TypedResults.Ok(sample));
        routes.MapGet(
            "/api/v1/samples/{id:guid}",
            (Guid id, int? limit, [FromQuery(Name = "max_count")] int? maxCount, string? q) =>
                TypedResults.Ok(
                    new
                    {
                        id,
                        limit,
                        maxCount,
                        q,
                    }
                )
        );
        routes.MapGet("/api/v1/versioned", (HttpContext context) => context.Versioned(new { name = "x" }, "7"));
        routes.MapGet("/api/v1/broken", string () => throw new InvalidOperationException("secret inside"));
        routes.MapGet("/api/v1/taken", string () => throw new DomainException("email_taken"));
        routes.MapGet("/api/v1/unreachable", OpenUnreachableAsync);
        routes
            .MapPost(
                "/api/integrations/webhooks/meta/{accountKey}",
                string () => throw new DomainException("forbidden")
            )
            .CalledByProviders();
    }
}

internal enum SampleKind
{
    FirstKind,
    Second,
}

internal sealed record Sample(
    string FullName,
    string? Note,
    SampleKind Kind,
    int Count,
    SamplePlace Place,
    IReadOnlyList<string>? Tags,
    Dictionary<string, JsonElement>? CustomFields,
    DateTimeOffset? At
);

internal sealed record SamplePlace(string City);

internal sealed record Answer(int Status, string? MediaType, string Body, Dictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Json.GetProperty("code").GetString();

    public IEnumerable<string> Members =>
        Json.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(error => error.Name) : [];
}
