using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Infrastructure.Fetching;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

/// <summary>A server that may fetch from one outside place, and knows names that lead elsewhere.</summary>
public sealed class MediaServer : IAsyncLifetime
{
    public const string Route = "/api/v1/media";

    /// <summary>The most that a file may have here.</summary>
    public const int MostMb = 2;

    public TestServer Server { get; private set; } = null!;

    public OutsideWorld Outside { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Outside = await OutsideWorld.StartAsync();
        Server = await TestServer.StartAsync(
            services: services => services.RemoveAll<IHostResolver>().AddSingleton<IHostResolver>(Outside.Names),
            settings:
            [
                ("CRM_MEDIA_MOST_MB", MostMb.ToString(CultureInfo.InvariantCulture)),
                ("CRM_FETCH_ALSO_FROM", Outside.Place.ToString()),
            ]
        );
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await Outside.DisposeAsync();
    }

    public async Task<long> CountAsync(string table, Guid tenantId)
    {
        await using var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                $"select set_config('role', 'crm_app', true), set_config('crm.tenant', '{tenantId}', true)"
            )
        );
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select count(*) from {table}"));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();

        return reader.GetInt64(0);
    }
}

internal static class MediaCalls
{
    public static Task<HttpResponseMessage> UploadAsync(
        this HttpClient client,
        byte[] file,
        string? type = "application/octet-stream",
        string? key = null
    )
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        return client.SendFileAsync(content, key);
    }

    public static async Task<HttpResponseMessage> SendFileAsync(
        this HttpClient client,
        HttpContent content,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, MediaServer.Route) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> FetchAsync(this HttpClient client, string url) =>
        client.PostAsJsonAsync(MediaServer.Route, new { url });

    public static async Task<Guid> UploadedAsync(this HttpClient client, byte[] file)
    {
        using var response = await client.UploadAsync(file);

        return (await response.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    public static string Text(this JsonElement body, string member) => body.GetProperty(member).GetString()!;
}
