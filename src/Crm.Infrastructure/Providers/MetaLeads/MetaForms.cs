using System.Collections.Concurrent;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>
/// Forms with their questions. Remembered for an hour, because a page's budget of calls is as small as its success, and
/// every lead names its form.
/// </summary>
internal sealed class MetaForms(GraphClient graph, TimeProvider time)
{
    private const int MostKept = 5_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (KnownForm? Form, DateTimeOffset Until)> known = new(
        StringComparer.Ordinal
    );

    /// <returns>Null when it cannot be read: the lead is worth more than its form's name.</returns>
    public async Task<KnownForm?> FindAsync(
        GraphCaller caller,
        HeldPage page,
        string? formId,
        CancellationToken cancellationToken
    )
    {
        if (!GraphId.IsValid(formId))
        {
            return null;
        }

        var key = $"{page.Id}:{formId}";
        var now = time.GetUtcNow();
        if (known.TryGetValue(key, out var kept) && now < kept.Until)
        {
            return kept.Form;
        }

        KnownForm? form = null;
        try
        {
            form = Read(await graph.GetAsync(caller, formId!, "id,name,questions", cancellationToken));
        }
        catch (ProviderException)
        {
            // Asked again when its hour is over.
        }

        if (known.Count >= MostKept)
        {
            known.Clear();
        }

        known[key] = (form, now + Kept);

        return form;
    }

    public static SourceForm Describe(JsonElement form) =>
        new(
            JsonText.Id(form, "id") ?? "",
            JsonText.Of(form, "name"),
            JsonText.Of(form, "status"),
            [
                .. Rows(form, "questions")
                    .Select(question => new SourceQuestion(
                        JsonText.Of(question, "key") ?? "",
                        JsonText.Of(question, "label"),
                        JsonText.Of(question, "type")
                    )),
            ]
        );

    private static KnownForm Read(JsonElement form)
    {
        var options = new Dictionary<(string, string), string>();
        foreach (var question in Rows(form, "questions"))
        {
            foreach (var option in Rows(question, "options"))
            {
                if (JsonText.Of(option, "value") is { Length: > 0 } label)
                {
                    options[(JsonText.Of(question, "key") ?? "", JsonText.Of(option, "key") ?? "")] = label;
                }
            }
        }

        return new(JsonText.Of(form, "name"), options);
    }

    private static IEnumerable<JsonElement> Rows(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out var rows) && rows.ValueKind is JsonValueKind.Array
            ? rows.EnumerateArray().Where(row => row.ValueKind is JsonValueKind.Object)
            : [];
}
