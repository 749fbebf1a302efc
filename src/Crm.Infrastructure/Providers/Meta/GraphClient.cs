using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Infrastructure.Providers.Shared;
using RestEase;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>
/// Calls of the graph on behalf of whoever holds the token. An answer is an object without an <c>error</c>, whatever its
/// status says. The token travels in a header, so that it stays out of addresses.
/// </summary>
internal sealed class GraphClient(IGraphApi facebook, IInstagramGraphApi instagram, GraphOptions options)
{
    private const int MostPages = 5_000;

    public Task<JsonElement> GetAsync(
        GraphCaller caller,
        string path,
        IReadOnlyDictionary<string, string> query,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            caller.Platform,
            () => Api(caller).GetAsync(Versioned(path), caller.Authorization, caller.Prove(query), cancellationToken),
            cancellationToken
        );

    public Task<JsonElement> GetAsync(
        GraphCaller caller,
        string path,
        string fields,
        CancellationToken cancellationToken
    ) => GetAsync(caller, path, Fields(fields), cancellationToken);

    public Task<JsonElement> PostAsync(
        GraphCaller caller,
        string path,
        IReadOnlyDictionary<string, string> form,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            caller.Platform,
            () => Api(caller).PostAsync(Versioned(path), caller.Authorization, caller.Prove(form), cancellationToken),
            cancellationToken
        );

    /// <summary>One write whose answer, where it is lost, is told from a refusal.</summary>
    /// <returns>The answer, and the graph's own name of the call where a header tells it.</returns>
    public async Task<(JsonElement Answer, string? TraceId)> PostOnceAsync(
        GraphCaller caller,
        string path,
        JsonElement body,
        CancellationToken cancellationToken
    )
    {
        var proof = caller.Prove(new Dictionary<string, string>(StringComparer.Ordinal));
        var (answer, status, headers) = await CallTrouble.SendAsync(
            caller.Platform,
            () => Api(caller).PostAsync(Versioned(path), caller.Authorization, body, proof, cancellationToken),
            cancellationToken
        );
        var trace = headers.TryGetValues("x-fb-trace-id", out var values) ? values.FirstOrDefault() : null;

        return (Unwrap(caller.Platform, answer, status, headers), trace);
    }

    public Task<JsonElement> DeleteAsync(GraphCaller caller, string path, CancellationToken cancellationToken) =>
        SendAsync(
            caller.Platform,
            () =>
                Api(caller)
                    .DeleteAsync(
                        Versioned(path),
                        caller.Authorization,
                        caller.Prove(new Dictionary<string, string>(StringComparer.Ordinal)),
                        cancellationToken
                    ),
            cancellationToken
        );

    /// <summary>Facebook's token calls: who asks is in the form.</summary>
    public Task<JsonElement> TokenAsync(
        string platform,
        Dictionary<string, string> form,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            platform,
            () => facebook.PostAsync(Versioned("oauth/access_token"), authorization: null, form, cancellationToken),
            cancellationToken
        );

    /// <summary>
    /// A list, page by page. The cursor is followed and never the address of the next page, which carries the token and
    /// could lead anywhere.
    /// </summary>
    public async IAsyncEnumerable<JsonElement> ListAsync(
        GraphCaller caller,
        string path,
        IReadOnlyDictionary<string, string> query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var asked = new Dictionary<string, string>(query, StringComparer.Ordinal);
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await GetAsync(caller, path, asked, cancellationToken);
            if (!answer.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Array)
            {
                throw CallTrouble.Unavailable(caller.Platform, cause: null);
            }

            foreach (var row in data.EnumerateArray())
            {
                yield return row;
            }

            if (!HasNext(answer))
            {
                yield break;
            }

            asked["after"] = Next(answer) ?? throw CallTrouble.Unavailable(caller.Platform, cause: null);
        }

        // A list that was cut must not pass for a whole one.
        throw CallTrouble.Unavailable(caller.Platform, cause: null);
    }

    public static Dictionary<string, string> Fields(string fields) =>
        new(StringComparer.Ordinal) { ["fields"] = fields };

    /// <summary>Any answer of the graph as its object, or its error as what it means.</summary>
    public static async Task<JsonElement> SendAsync(
        string platform,
        Func<Task<Response<JsonElement>>> call,
        CancellationToken cancellationToken
    )
    {
        var (answer, status, headers) = await CallTrouble.SendAsync(platform, call, cancellationToken);

        return Unwrap(platform, answer, status, headers);
    }

    private static JsonElement Unwrap(
        string platform,
        JsonElement answer,
        HttpStatusCode status,
        HttpResponseHeaders headers
    ) =>
        answer.ValueKind is JsonValueKind.Object
        && !answer.TryGetProperty("error", out _)
        && !answer.TryGetProperty("error_type", out _)
        && (int)status is >= 200 and < 300
            ? answer
            : throw GraphFailures.Describe(platform, answer, status, headers);

    private static bool HasNext(JsonElement answer) =>
        answer.TryGetProperty("paging", out var paging)
        && paging.ValueKind is JsonValueKind.Object
        && JsonText.Of(paging, "next") is { Length: > 0 };

    private static string? Next(JsonElement answer) =>
        answer.GetProperty("paging").TryGetProperty("cursors", out var cursors)
        && cursors.ValueKind is JsonValueKind.Object
            ? JsonText.Of(cursors, "after")
            : null;

    private IGraphCalls Api(GraphCaller caller) => caller.IsOfInstagram ? instagram : facebook;

    private string Versioned(string path) => $"{options.Version}/{path}";
}

/// <param name="AppSecret">Proves that the token is used by its own app; null where that app's secret is not known.</param>
/// <param name="IsOfInstagram">The token is of Instagram's own login, which has a host of its own.</param>
internal sealed record GraphCaller(string Platform, string Token, string? AppSecret, bool IsOfInstagram = false)
{
    public string Authorization => $"Bearer {Token}";

    public Dictionary<string, string> Prove(IReadOnlyDictionary<string, string> parameters)
    {
        var proven = new Dictionary<string, string>(parameters, StringComparer.Ordinal);
        if (AppSecret is { } secret)
        {
            proven["appsecret_proof"] = Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Token))
            );
        }

        return proven;
    }

    public override string ToString() => "•••";
}

/// <summary>Ids go into paths: only what can be one.</summary>
internal static class GraphId
{
    private const int Longest = 32;

    public static bool IsValid(string? id) => id is { Length: > 0 and <= Longest } && id.All(char.IsAsciiDigit);

    public static string Require(string platform, string id, string reason) =>
        IsValid(id) ? id : throw new ProviderException("provider_rejected", platform, reason, retryAfter: null);
}
