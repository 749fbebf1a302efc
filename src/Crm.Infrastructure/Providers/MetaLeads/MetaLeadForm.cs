using System.Globalization;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>An entry as the graph answers it (meta-lead-ads §4), as a lead form.</summary>
internal static class MetaLeadForm
{
    /// <summary>With what only ad permissions show.</summary>
    public const string AllFields =
        "id,created_time,field_data,form_id,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,is_organic,platform,custom_disclaimer_responses";

    public const string FewFields = "id,created_time,field_data,form_id";

    private const string Dummy = "<test lead:";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>Meta's own testers.</summary>
    private static readonly string[] TestAddresses = ["test@meta.com", "test@fb.com"];

    public static LeadForm Read(JsonElement lead, KnownForm? form)
    {
        var answers = Rows(lead, "field_data").Select(row => Answer(row, form)).ToList();
        var id = JsonText.Id(lead, "id") ?? throw new JsonException("The lead has no id.");
        var joined = $"{Find(answers, "first_name")} {Find(answers, "last_name")}".Trim();

        return new(
            MetaLeadsProvider.Key,
            DedupeKey: id,
            id,
            JsonText.Id(lead, "form_id"),
            form?.Name,
            Named(lead, "campaign"),
            Named(lead, "adset"),
            Named(lead, "ad"),
            ClickId: null,
            Find(answers, "full_name") ?? (joined.Length > 0 ? joined : null),
            Find(answers, "email") ?? Find(answers, "work_email"),
            Find(answers, "phone_number") ?? Find(answers, "work_phone_number"),
            answers,
            answers.Exists(IsDummy),
            SubmittedAt(lead)
        )
        {
            Consents =
            [
                .. Rows(lead, "custom_disclaimer_responses")
                    .Select(row => new FormConsent(
                        JsonText.Of(row, "checkbox_key") ?? "",
                        Text: null,
                        JsonText.Of(row, "is_checked") is "1" or "true"
                    )),
            ],
        };
    }

    // They are not marked: only what they say tells (meta-lead-ads §5).
    private static bool IsDummy(FormAnswer answer) =>
        answer.Value is { } value
        && (
            value.StartsWith(Dummy, StringComparison.OrdinalIgnoreCase)
            || TestAddresses.Contains(value, StringComparer.OrdinalIgnoreCase)
        );

    private static IEnumerable<JsonElement> Rows(JsonElement lead, string member) =>
        lead.TryGetProperty(member, out var rows) && rows.ValueKind is JsonValueKind.Array
            ? rows.EnumerateArray().Where(row => row.ValueKind is JsonValueKind.Object)
            : [];

    private static FormAnswer Answer(JsonElement row, KnownForm? form)
    {
        var question = JsonText.Of(row, "name") ?? "";
        var values =
            row.TryGetProperty("values", out var given) && given.ValueKind is JsonValueKind.Array
                ? given.EnumerateArray().Select(JsonText.Of).OfType<string>().ToList()
                : [];

        return new(
            question,
            values.Count == 0
                ? null
                : string.Join(", ", values.Select(value => form?.LabelOf(question, value) ?? value))
        );
    }

    private static string? Find(List<FormAnswer> answers, string question) =>
        answers.Find(answer => answer.Question == question)?.Value is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : null;

    private static NamedId? Named(JsonElement lead, string prefix) =>
        JsonText.Id(lead, prefix + "_id") is { } id ? new(id, JsonText.Of(lead, prefix + "_name")) : null;

    // The offset has no colon, which the JSON reader refuses.
    private static DateTimeOffset? SubmittedAt(JsonElement lead) =>
        DateTimeOffset.TryParseExact(
            JsonText.Of(lead, "created_time"),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time.ToUniversalTime()
            : null;
}

/// <param name="Options">By question and key: the answer to a choice is the key of what was chosen.</param>
internal sealed record KnownForm(string? Name, IReadOnlyDictionary<(string Question, string Key), string> Options)
{
    public string? LabelOf(string question, string key) => Options.GetValueOrDefault((question, key));
}
