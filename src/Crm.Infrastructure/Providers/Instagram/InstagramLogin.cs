using System.Globalization;
using System.Text.Json;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>Instagram's own login (instagram §2): a code gives a token of an hour, and that one of sixty days.</summary>
internal sealed class InstagramLogin(IInstagramCodes codes, IInstagramGraphApi api, GraphOptions options)
{
    public async Task<(InstagramToken Token, TimeSpan? Lifetime, IReadOnlyList<string> Scopes)> ExchangeAsync(
        string code,
        string redirectUri,
        CancellationToken cancellationToken
    )
    {
        var app = options.RequiredInstagramApp(InstagramProvider.Key);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = app.Id,
            ["client_secret"] = app.Secret.Reveal(),
            ["grant_type"] = "authorization_code",
            ["redirect_uri"] = redirectUri,
            // Some frameworks leave the fragment of the redirect in it.
            ["code"] = code.Split('#')[0],
        };
        var answer = Inner(
            await GraphClient.SendAsync(
                InstagramProvider.Key,
                () => codes.PostAsync("oauth/access_token", authorization: null, form, cancellationToken),
                cancellationToken
            )
        );
        var brief = TokenOf(answer) ?? throw CallTrouble.Unavailable(InstagramProvider.Key, cause: null);
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "ig_exchange_token",
            ["client_secret"] = app.Secret.Reveal(),
            ["access_token"] = brief,
        };
        var lasting = await GraphClient.SendAsync(
            InstagramProvider.Key,
            () => api.GetAsync("access_token", authorization: null, query, cancellationToken),
            cancellationToken
        );
        var token = TokenOf(lasting) ?? throw CallTrouble.Unavailable(InstagramProvider.Key, cause: null);

        return (new(token, IsOfInstagram: true, IsByConsent: true), Lifetime(lasting), Scopes(answer));
    }

    public static string? TokenOf(JsonElement answer) =>
        answer.ValueKind is JsonValueKind.Object && JsonText.Of(answer, "access_token") is { Length: > 0 } token
            ? token
            : null;

    public static TimeSpan? Lifetime(JsonElement answer) =>
        long.TryParse(
            JsonText.Of(answer, "expires_in"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        ) && seconds is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;

    // Documented inside a list, seen without one.
    private static JsonElement Inner(JsonElement answer) =>
        answer.TryGetProperty("data", out var data)
        && data.ValueKind is JsonValueKind.Array
        && data.GetArrayLength() > 0
            ? data[0]
            : answer;

    /// <summary>A text with commas, or a list.</summary>
    private static string[] Scopes(JsonElement answer) =>
        (JsonText.Of(answer, "permissions") ?? "").Split(
            [',', ' '],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
}
