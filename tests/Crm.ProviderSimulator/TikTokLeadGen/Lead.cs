using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>One filled-in field.</summary>
/// <param name="Value">A string as a rule; null and arrays have been seen.</param>
internal sealed record LeadAnswer(string Field, JsonElement? Value)
{
    public static LeadAnswer Of(string field, string value) => new(field, JsonSerializer.SerializeToElement(value));

    public string Text =>
        Value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Value?.GetRawText() ?? "";
}

internal sealed record Lead(
    string Id,
    Advertiser Advertiser,
    LeadForm Form,
    IReadOnlyList<LeadAnswer> Answers,
    DateTimeOffset CreatedAt,
    bool IsTest = false
)
{
    /// <summary>One entry of the webhook: ids are bare 19-digit numbers, values are not escaped.</summary>
    public string ToWebhookEntry(bool idAsText)
    {
        var changes = Answers.Select(answer =>
            $"{{\"field\":{JsonText.Quote(answer.Field)},\"value\":{Raw(answer.Value)}}}"
        );
        var created = CreatedAt.ToUnixTimeSeconds();
        return new StringBuilder()
            .Append(
                CultureInfo.InvariantCulture,
                $"{{\"id\":{(idAsText ? JsonText.Quote(Id) : Id)},\"lead_source\":\"INSTANT_FORM\","
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"\"page_id\":{Form.PageId},\"page_name\":{JsonText.Quote(Form.Title)},"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"\"advertiser_id\":{Advertiser.Id},\"advertiser_name\":{JsonText.Quote(Advertiser.Name)},"
            )
            .Append("\"library_id\":0,\"campaign_id\":1789204571349043,\"campaign_name\":\"Yaz kampanyası\",")
            .Append("\"adgroup_id\":7126711421177430275,\"adgroup_name\":\"18-35 İstanbul\",")
            .Append("\"ad_id\":7126711421177430531,\"ad_name\":\"Video 1\",")
            .Append(
                CultureInfo.InvariantCulture,
                $"\"create_time\":{created},\"changes\":[{string.Join(',', changes)}]}}"
            )
            .ToString();
    }

    private static string Raw(JsonElement? value) =>
        value switch
        {
            null => "null",
            { ValueKind: JsonValueKind.String } text => JsonText.Quote(text.GetString()!),
            { } other => other.GetRawText(),
        };
}

/// <summary>Ids as TikTok makes them: the second in the upper half, 19 digits, never a double.</summary>
internal sealed class LeadIds(TimeProvider clock)
{
    private int last = Random.Shared.Next(0x3FFFFF);

    public string Next()
    {
        var counter = (long)(Interlocked.Increment(ref last) & 0x3FFFFF) << 10;
        return ((clock.GetUtcNow().ToUnixTimeSeconds() << 32) | counter | 0x2CB).ToString(CultureInfo.InvariantCulture);
    }
}
