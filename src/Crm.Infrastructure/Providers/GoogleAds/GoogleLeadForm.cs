using System.Globalization;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.GoogleAds;

/// <summary>A delivered lead (google-ads-lead-form §2 and §3). Members differ in case between samples, numbers may come as text, and unknown ones are passed over.</summary>
internal static class GoogleLeadForm
{
    private const string Source = "google_ads";

    /// <exception cref="FormatException">It names no lead.</exception>
    public static LeadForm Read(JsonElement root)
    {
        var id = Text(root, "lead_id") is { Length: > 0 } given ? given : throw new FormatException("No lead_id.");
        var columns = Columns(root);
        var answers = columns.ConvertAll(column => new FormAnswer(column.Name ?? column.Id, column.Value));

        return new LeadForm(
            Source,
            id,
            id,
            IdOf(root, "form_id"),
            FormName: null,
            Named(root, "campaign_id"),
            // Performance Max knows asset groups instead of ad groups.
            Named(root, "adgroup_id") ?? Named(root, "asset_group_id"),
            Named(root, "creative_id"),
            Text(root, "gcl_id"),
            FullName(columns),
            Value(columns, "EMAIL") ?? Value(columns, "WORK_EMAIL"),
            Value(columns, "PHONE_NUMBER") ?? Value(columns, "WORK_PHONE"),
            answers,
            Text(root, "is_test") is "true",
            DateTimeOffset.TryParse(
                Text(root, "lead_submit_time"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var submitted
            )
                ? submitted
                : null
        );
    }

    /// <summary>Whatever the case of its name.</summary>
    public static JsonElement? Member(JsonElement parent, string name)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static string? FullName(List<Column> columns)
    {
        var joined = $"{Value(columns, "FIRST_NAME")} {Value(columns, "LAST_NAME")}".Trim();

        return Value(columns, "FULL_NAME") ?? (joined.Length > 0 ? joined : null);
    }

    private static List<Column> Columns(JsonElement root) =>
        Member(root, "user_column_data") is { ValueKind: JsonValueKind.Array } list
            ?
            [
                .. list.EnumerateArray()
                    .Where(column => column.ValueKind is JsonValueKind.Object)
                    .Select(column => new Column(
                        // The oldest deliveries had names alone.
                        Text(column, "column_id") ?? Text(column, "column_name") ?? "",
                        Text(column, "column_name"),
                        Text(column, "string_value")
                    )),
            ]
            : [];

    private static string? Value(List<Column> columns, string id) =>
        columns.Find(column => column.Id == id)?.Value is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : null;

    private static NamedId? Named(JsonElement root, string member) =>
        IdOf(root, member) is { } id ? new NamedId(id, Name: null) : null;

    private static string? IdOf(JsonElement root, string member) =>
        Text(root, member) is { } id and not "" and not "0" ? id : null;

    private static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { } member ? JsonText.Of(member) : null;

    private sealed record Column(string Id, string? Name, string? Value);
}
