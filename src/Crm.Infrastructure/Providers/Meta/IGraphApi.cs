using System.Text.Json;
using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>What a host of the graph takes. Every status is read: the body's code decides.</summary>
internal interface IGraphCalls
{
    [AllowAnyStatusCode]
    [Get("{path}")]
    Task<Response<JsonElement>> GetAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );

    [AllowAnyStatusCode]
    [Post("{path}")]
    Task<Response<JsonElement>> PostAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    [AllowAnyStatusCode]
    [Post("{path}")]
    Task<Response<JsonElement>> PostAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [Body] JsonElement body,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );

    [AllowAnyStatusCode]
    [Delete("{path}")]
    Task<Response<JsonElement>> DeleteAsync(
        [Path("path", UrlEncode = false)] string path,
        [Header("Authorization")] string? authorization,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );
}

/// <summary>Facebook's host (docs/providers/meta-leads.md).</summary>
internal interface IGraphApi : IGraphCalls;

/// <summary>Instagram's host, for tokens of its own login.</summary>
internal interface IInstagramGraphApi : IGraphCalls;

/// <summary>Where codes of Instagram's own login are exchanged.</summary>
internal interface IInstagramCodes : IGraphCalls;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class GraphJson : JsonSerializerContext;
