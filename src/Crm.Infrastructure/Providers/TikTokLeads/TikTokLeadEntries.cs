using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>Entries of a lead delivery, as lead forms. Ids have 19 digits: never through a double.</summary>
internal static class TikTokLeadEntries
{
    public const string Source = "tiktok_leads";
    private const string LeadObject = "1";

    public static IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var type = JsonText.Of(root, "object") ?? "none";
        if (type != LeadObject)
        {
            return [new InboundEvent("object." + type, ExternalId: null, body, new InboundContent.Ignored())];
        }

        return root.TryGetProperty("entry", out var entries)
            ? entries.ValueKind is JsonValueKind.Array
                ? [.. entries.EnumerateArray().Select(EventOf)]
                : [EventOf(entries)]
            : [];
    }

    // One unreadable entry is nobody else's trouble.
    private static InboundEvent EventOf(JsonElement entry)
    {
        var raw = JsonMarshal.GetRawUtf8Value(entry).ToArray();
        string? owner = null;
        try
        {
            owner = JsonText.Id(entry, "advertiser_id") ?? JsonText.Id(entry, "library_id");

            return new InboundEvent("lead", owner, raw, new InboundContent.Lead(FormOf(entry, raw, owner)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new InboundEvent("lead", owner, raw, new InboundContent.Unreadable());
        }
    }

    private static LeadForm FormOf(JsonElement entry, byte[] raw, string? owner)
    {
        var id = JsonText.Id(entry, "id");
        var answers = Answers(entry);
        return new LeadForm(
            Source,
            $"{owner}:{id ?? Convert.ToHexStringLower(SHA256.HashData(raw))}",
            id ?? "",
            JsonText.Id(entry, "page_id"),
            JsonText.Of(entry, "page_name"),
            Named(entry, "campaign"),
            Named(entry, "adgroup"),
            Named(entry, "ad"),
            ClickId: null,
            NameOf(answers),
            Answer(answers, "email"),
            Answer(answers, "phone_number"),
            answers,
            JsonText.Of(entry, "is_test") is "true" or "1",
            SubmittedAt(entry)
        );
    }

    private static List<FormAnswer> Answers(JsonElement entry) =>
        entry.TryGetProperty("changes", out var changes) && changes.ValueKind is JsonValueKind.Array
            ?
            [
                .. changes
                    .EnumerateArray()
                    .Select(change => new FormAnswer(JsonText.Of(change, "field") ?? "", JsonText.Of(change, "value"))),
            ]
            : [];

    public static string? NameOf(List<FormAnswer> answers)
    {
        var joined = $"{Answer(answers, "first_name")} {Answer(answers, "last_name")}".Trim();

        return Answer(answers, "name") ?? (joined.Length > 0 ? joined : null);
    }

    public static string? Answer(List<FormAnswer> answers, string question) =>
        answers.Find(answer => answer.Question == question)?.Value is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : null;

    private static NamedId? Named(JsonElement entry, string prefix) =>
        JsonText.Id(entry, prefix + "_id") is { } id ? new NamedId(id, JsonText.Of(entry, prefix + "_name")) : null;

    private static DateTimeOffset? SubmittedAt(JsonElement entry) =>
        long.TryParse(
            JsonText.Of(entry, "create_time"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
