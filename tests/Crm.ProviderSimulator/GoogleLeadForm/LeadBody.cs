using System.Globalization;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal static class LeadBody
{
    public static string Write(SubmittedLead lead, LeadSubmission submission)
    {
        JsonNode Id(long id) => submission.IdsAsText ? id.ToString(CultureInfo.InvariantCulture) : JsonValue.Create(id);

        var body = new JsonObject
        {
            ["lead_id"] = lead.Id,
            ["api_version"] = "1.0",
            ["form_id"] = Id(lead.Ids.Form),
            ["campaign_id"] = Id(lead.Ids.Campaign),
            ["adgroup_id"] = Id(lead.Ids.AdGroup),
            ["creative_id"] = Id(lead.Ids.Creative),
            ["asset_group_id"] = Id(0),
            ["gcl_id"] = lead.Ids.ClickId,
            ["is_test"] = lead.IsTest,
            ["lead_submit_time"] = $"{lead.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}",
            ["lead_stage"] = "NEW",
            ["user_column_data"] = new JsonArray([.. lead.Answers.Select(answer => Column(answer, submission))]),
        };
        AddKey(body, submission);
        if (submission.UnknownFields)
        {
            body["future_field"] = new JsonObject { ["values"] = new JsonArray(1, null, "x") };
        }

        return body.ToJsonString(ControlJson.Options);
    }

    private static void AddKey(JsonObject body, LeadSubmission submission)
    {
        _ = submission.KeyMode switch
        {
            KeyModes.Right => body["google_key"] = submission.Key,
            KeyModes.Capitalised => body["Google_key"] = submission.Key,
            KeyModes.Wrong => body["google_key"] = $"{submission.Key}-wrong",
            KeyModes.Empty => body["google_key"] = "",
            _ => null,
        };
    }

    private static JsonObject Column(FormAnswer answer, LeadSubmission submission)
    {
        var column = new JsonObject { ["column_id"] = answer.ColumnId };
        if (!submission.WithoutColumnNames)
        {
            column["column_name"] = FormQuestions.NameOf(answer);
        }

        column["string_value"] = answer.Value;
        if (submission.UnknownFields)
        {
            column["future_kind"] = 7;
        }

        return column;
    }
}
