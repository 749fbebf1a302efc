using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.WhatsApp;

/// <summary>The templates of the business account that holds the number (whatsapp §2), and the places in them.</summary>
internal sealed partial class WhatsAppTemplates(GraphClient graph, GraphTokens tokens, WhatsAppNumbers numbers)
{
    private const string Fields = "id,name,status,category,language,components";

    public async Task<IReadOnlyList<ListedTemplate>> ListAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var caller = WhatsAppNumbers.CallerOf(access.RequiredToken, access.Credentials);
        var businessId = await FindBusinessAsync(caller, access, cancellationToken);
        var query = GraphClient.Fields(Fields);
        query["limit"] = "100";
        var templates = new List<ListedTemplate>();
        await foreach (var row in graph.ListAsync(caller, $"{businessId}/message_templates", query, cancellationToken))
        {
            if (Read(row) is { } template)
            {
                templates.Add(template);
            }
        }

        return templates;
    }

    private async Task<string> FindBusinessAsync(
        GraphCaller caller,
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var known = await tokens.InspectAsync(caller.Platform, caller.Token, cancellationToken);

        return await numbers.FindBusinessAsync(
                caller,
                access.ExternalId ?? "",
                known?.BusinessIds ?? [],
                cancellationToken
            )
            ?? throw new ProviderException(
                "permission_denied",
                WhatsAppProvider.Key,
                "reason_business_unknown",
                retryAfter: null
            );
    }

    private static ListedTemplate? Read(JsonElement row) =>
        JsonText.Of(row, "name") is { Length: > 0 } name && JsonText.Of(row, "language") is { Length: > 0 } language
            ? new(
                name,
                language,
                (JsonText.Of(row, "category") ?? "unknown").ToLowerInvariant(),
                (JsonText.Of(row, "status") ?? "unknown").ToLowerInvariant(),
                Components(row)
                    .Where(component => IsOf(component, "BODY"))
                    .Select(component => CleanText.Of(JsonText.Of(component, "text")))
                    .FirstOrDefault(),
                [.. Components(row).SelectMany(Slots)]
            )
            : null;

    private static IEnumerable<ListedSlot> Slots(JsonElement component)
    {
        if (IsOf(component, "BUTTONS"))
        {
            return ButtonSlots(component);
        }

        var type = (JsonText.Of(component, "type") ?? "").ToLowerInvariant();
        var format = (JsonText.Of(component, "format") ?? "TEXT").ToLowerInvariant();
        var names = Placeholders(JsonText.Of(component, "text"));

        return type is not ("header" or "body") ? []
            : format is not "text" ? [new(type, Index: null, format, ["1"])]
            : names.Count > 0 ? [new(type, Index: null, format, names)]
            : [];
    }

    // Of a quick reply the payload may be left out, and then it is the button's text.
    private static IEnumerable<ListedSlot> ButtonSlots(JsonElement component)
    {
        if (!component.TryGetProperty("buttons", out var buttons) || buttons.ValueKind is not JsonValueKind.Array)
        {
            yield break;
        }

        for (var index = 0; index < buttons.GetArrayLength(); index++)
        {
            var button = buttons[index];
            var names = Placeholders(JsonText.Of(button, "url"));
            if (names.Count > 0)
            {
                yield return new("button", index, "text", names);
            }
            else if (JsonText.Of(button, "type") is "COPY_CODE")
            {
                yield return new("button", index, "coupon_code", ["1"]);
            }
        }
    }

    private static List<string> Placeholders(string? text) =>
        [
            .. Placeholder()
                .Matches(text ?? "")
                .Select(match => match.Groups["name"].Value.Trim())
                .Distinct(StringComparer.Ordinal),
        ];

    private static List<JsonElement> Components(JsonElement row) =>
        row.TryGetProperty("components", out var components) && components.ValueKind is JsonValueKind.Array
            ? [.. components.EnumerateArray()]
            : [];

    private static bool IsOf(JsonElement component, string type) =>
        string.Equals(JsonText.Of(component, "type"), type, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\{\{(?<name>[^{}]+)\}\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Placeholder();
}
