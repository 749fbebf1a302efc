using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>Pages: whose a token is, what our app is told of them, and whether their leads can be read.</summary>
internal sealed class MetaPages(GraphClient graph, GraphOptions options)
{
    private const string Leads = "leadgen";

    /// <summary>Calls with the token of a page.</summary>
    public GraphCaller CallerOf(HeldPages held, HeldPage page, PastedCredentials credentials) =>
        new(
            MetaLeadsProvider.Key,
            page.Token,
            held.UserToken is null ? MetaFields.OwnSecret(credentials) : options.App?.Secret.Reveal()
        );

    /// <summary>The page that the token is of; of a person's token it is the person.</summary>
    public async Task<(string? Id, string? Name)> WhoAsync(GraphCaller caller, CancellationToken cancellationToken)
    {
        var answer = await graph.GetAsync(caller, "me", "id,name", cancellationToken);

        return (JsonText.Id(answer, "id"), JsonText.Of(answer, "name"));
    }

    /// <summary>
    /// Has Meta deliver the page's leads. Whether a subscription adds to what is there or replaces it nobody could confirm,
    /// so it names what is there, too.
    /// </summary>
    public async Task SubscribeAsync(GraphCaller caller, string pageId, CancellationToken cancellationToken)
    {
        var present = await ListFieldsAsync(caller, pageId, cancellationToken);
        if (!present.Contains(Leads, StringComparer.Ordinal))
        {
            await graph.PostAsync(
                caller,
                $"{pageId}/subscribed_apps",
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["subscribed_fields"] = string.Join(',', present.Append(Leads)),
                },
                cancellationToken
            );
        }
    }

    /// <summary>Asks for one form and one lead of it: it costs little and shows every permission that is missing.</summary>
    public async Task CheckLeadsAsync(GraphCaller caller, string pageId, CancellationToken cancellationToken)
    {
        var forms = await graph.GetAsync(caller, $"{pageId}/leadgen_forms", One, cancellationToken);
        if (FirstId(forms) is not { } formId)
        {
            return;
        }

        try
        {
            await graph.GetAsync(caller, $"{formId}/leads", One, cancellationToken);
        }
        catch (ProviderException refusal)
        {
            throw Explained(refusal);
        }
    }

    /// <summary>Leads Access Manager hides what it withholds, or refuses it: either way a person has to be told of it.</summary>
    public static ProviderException Explained(ProviderException refusal) =>
        refusal.Code is "not_found_at_provider"
        || refusal.Code is "permission_denied"
            && refusal.Reason?.Contains("Access Manager", StringComparison.OrdinalIgnoreCase) is true
            ? new("permission_denied", refusal.Platform, "reason_leads_access", retryAfter: null)
            {
                RequestId = refusal.RequestId,
            }
            : refusal;

    private static Dictionary<string, string> One => new(StringComparer.Ordinal) { ["fields"] = "id", ["limit"] = "1" };

    private static string? FirstId(JsonElement list) =>
        list.TryGetProperty("data", out var data)
        && data.ValueKind is JsonValueKind.Array
        && data.GetArrayLength() > 0
        && JsonText.Id(data[0], "id") is { } id
        && GraphId.IsValid(id)
            ? id
            : null;

    /// <summary>What the app of this token is told of the page already.</summary>
    private async Task<IReadOnlyList<string>> ListFieldsAsync(
        GraphCaller caller,
        string pageId,
        CancellationToken cancellationToken
    )
    {
        var apps = new List<JsonElement>();
        var query = GraphClient.Fields("id,name,subscribed_fields");
        await foreach (var app in graph.ListAsync(caller, $"{pageId}/subscribed_apps", query, cancellationToken))
        {
            apps.Add(app);
        }

        var isOurs = caller.AppSecret is { } secret && secret == options.App?.Secret.Reveal();
        var own =
            isOurs ? apps.Find(app => JsonText.Id(app, "id") == options.App!.Id)
            // A customer's app, whose id nobody told us: its own token shows it alone, or one cannot be told from another.
            : apps.Count == 1 ? apps[0]
            : default;

        return
            own.ValueKind is JsonValueKind.Object
            && own.TryGetProperty("subscribed_fields", out var fields)
            && fields.ValueKind is JsonValueKind.Array
            ? [.. fields.EnumerateArray().Select(NameOf).OfType<string>()]
            : [];
    }

    private static string? NameOf(JsonElement field) =>
        field.ValueKind is JsonValueKind.Object ? JsonText.Of(field, "name") : JsonText.Of(field);
}

internal static class PageRefusals
{
    /// <summary>It may be this page's alone: a role that was taken away, a page that was deleted.</summary>
    public static bool IsOfOnePage(this ProviderException exception) =>
        exception.Code
            is "authentication_failed"
                or "permission_denied"
                or "not_found_at_provider"
                or "provider_rejected";
}
