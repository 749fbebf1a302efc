using System.Text.Json;
using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>The graph at Facebook's host (docs/providers/meta-leads.md). Every status is read: the body's code decides.</summary>
[AllowAnyStatusCode]
internal interface IGraphApi
{
    [Get("{path}")]
    Task<Response<JsonElement>> GetAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );

    [Post("{path}")]
    Task<Response<JsonElement>> PostAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    [Delete("{path}")]
    Task<Response<JsonElement>> DeleteAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );
}

/// <summary>The same at Instagram's host, for tokens of its own login.</summary>
[AllowAnyStatusCode]
internal interface IInstagramGraphApi : IGraphApi;

/// <summary>Where codes of Instagram's own login are exchanged.</summary>
[AllowAnyStatusCode]
internal interface IInstagramCodes : IGraphApi;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class GraphJson : JsonSerializerContext;
