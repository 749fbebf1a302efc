using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>Facebook's login: from a code to a token of about sixty days, and how long a token really lives.</summary>
internal sealed class GraphTokens(GraphClient graph, GraphOptions options, TimeProvider time)
{
    /// <summary>One call each; neither is repeated.</summary>
    public async Task<GraphToken> ExchangeAsync(
        string platform,
        string code,
        string redirectUri,
        CancellationToken cancellationToken
    )
    {
        var app = options.RequiredApp(platform);
        var form = AppForm(app);
        form["redirect_uri"] = redirectUri;
        // Some frameworks leave the fragment of the redirect in it.
        form["code"] = code.Split('#')[0];
        var brief = Read(platform, await graph.TokenAsync(platform, form, cancellationToken));

        form = AppForm(app);
        form["grant_type"] = "fb_exchange_token";
        form["fb_exchange_token"] = brief.Value.Reveal();

        return Read(platform, await graph.TokenAsync(platform, form, cancellationToken));
    }

    /// <summary>Null: no end, or nobody tells.</summary>
    public async Task<TimeSpan?> FindLifetimeAsync(
        string platform,
        string token,
        CancellationToken cancellationToken
    ) => (await InspectAsync(platform, token, cancellationToken))?.Lifetime;

    /// <summary>What a token of the platform's own app is.</summary>
    /// <returns>Null: it is of another app, or dead, or nobody tells.</returns>
    public async Task<InspectedToken?> InspectAsync(string platform, string token, CancellationToken cancellationToken)
    {
        if (options.App is not { } app)
        {
            return null;
        }

        try
        {
            var answer = await graph.GetAsync(
                new(platform, app.Token.Reveal(), AppSecret: null),
                "debug_token",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["input_token"] = token },
                cancellationToken
            );

            return answer.TryGetProperty("data", out var data) && JsonText.Of(data, "is_valid") is "true"
                ? new(
                    // Access to the data may end before the token does (instagram §2).
                    new[] { Left(data, "expires_at"), Left(data, "data_access_expires_at") }.Min(),
                    Texts(data, "scopes"),
                    [
                        .. Rows(data, "granular_scopes")
                            .SelectMany(scope => Texts(scope, "target_ids"))
                            .Distinct(StringComparer.Ordinal),
                    ]
                )
                : null;
        }
        catch (Exception exception) when (exception is ProviderException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string[] Texts(JsonElement parent, string member) =>
        [.. Rows(parent, member).Select(JsonText.Of).OfType<string>()];

    private static List<JsonElement> Rows(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out var rows) && rows.ValueKind is JsonValueKind.Array
            ? [.. rows.EnumerateArray()]
            : [];

    private TimeSpan? Left(JsonElement data, string member) =>
        long.TryParse(JsonText.Of(data, member), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
        && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow() is var left
        && left > TimeSpan.Zero
            ? left
            : null;

    private static GraphToken Read(string platform, JsonElement answer) =>
        JsonText.Of(answer, "access_token") is { Length: > 0 } token
            ? new(
                new Secret(token),
                long.TryParse(
                    JsonText.Of(answer, "expires_in"),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var seconds
                ) && seconds is > 0 and < int.MaxValue
                    ? TimeSpan.FromSeconds(seconds)
                    : null
            )
            : throw CallTrouble.Unavailable(platform, cause: null);

    private static Dictionary<string, string> AppForm(GraphApp app) =>
        new(StringComparer.Ordinal) { ["client_id"] = app.Id, ["client_secret"] = app.Secret.Reveal() };
}

/// <param name="Lifetime">Null: the answer named none.</param>
internal sealed record GraphToken(Secret Value, TimeSpan? Lifetime);

/// <param name="Lifetime">Null: it never ends.</param>
/// <param name="BusinessIds">What single permissions are for, such as business accounts.</param>
internal sealed record InspectedToken(
    TimeSpan? Lifetime,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> BusinessIds
);
