using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.GoogleLeadForm.Ads;

/// <summary>The accounts a user reaches, and the leads of one of them. The shape is another one than the webhook's.</summary>
internal sealed class AdsEndpoints(AdsGate gate, AdsRefusals refusals, LeadSender leads, TimeProvider clock)
{
    private static readonly TimeSpan LeadsAreKept = TimeSpan.FromDays(60);

    public IResult Accessible(HttpContext context, string version)
    {
        var (grant, refusal) = gate.Enter(context, version);
        return refusal
            ?? Results.Ok(
                new
                {
                    ResourceNames = AdsCustomers
                        .All.Where(customer => customer.UserId == grant!.UserId && customer.Manager is null)
                        .Select(customer => $"customers/{customer.Id}"),
                }
            );
    }

    public async Task<IResult> SearchAsync(HttpContext context, string version, string customerId)
    {
        var (grant, refusal) = gate.Enter(context, version);
        if (grant is null)
        {
            return refusal!;
        }

        var (customer, refused) = gate.Customer(context, grant, customerId);
        if (customer is null)
        {
            return refused!;
        }

        var (query, problem) = LeadQuery.Parse(await ReadQueryAsync(context) ?? "");
        if (query is null)
        {
            var failure = new AdsFailure(400, "INVALID_ARGUMENT", "queryError", "BAD_QUERY", problem);
            return refusals.Refuse(context, failure, problem);
        }

        var found = leads
            .All.Where(lead => lead.CustomerId == customer.Id && !lead.IsTest)
            .Where(lead => clock.GetUtcNow() - lead.At < LeadsAreKept && query.Matches(lead.At))
            .DistinctBy(lead => lead.Id)
            .Take(query.Limit)
            .Select(JsonNode? (lead) => Row(lead, query));
        var batch = new JsonObject
        {
            ["results"] = new JsonArray([.. found]),
            ["fieldMask"] = string.Join(',', query.Fields.Select(field => $"leadFormSubmissionData.{Camel(field)}")),
            ["requestId"] = RandomText.LogId(clock),
        };
        return Results.Text(new JsonArray(batch).ToJsonString(ControlJson.Options), "application/json; charset=utf-8");
    }

    private static async Task<string?> ReadQueryAsync(HttpContext context)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(
                context.Request.Body,
                cancellationToken: context.RequestAborted
            );
            return
                body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("query", out var query)
                && query.ValueKind == JsonValueKind.String
                ? query.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Row(SubmittedLead lead, LeadQuery query)
    {
        var data = new JsonObject { ["resourceName"] = $"{Parent(lead)}/leadFormSubmissionData/{lead.Ids.ClickId}" };
        foreach (var field in query.Fields)
        {
            data[Camel(field)] = Value(lead, field);
        }

        return new() { ["leadFormSubmissionData"] = data };
    }

    private static JsonNode? Value(SubmittedLead lead, string field) =>
        field switch
        {
            "id" => lead.Id,
            "asset" => $"{Parent(lead)}/assets/{lead.Ids.Form}",
            "campaign" => $"{Parent(lead)}/campaigns/{lead.Ids.Campaign}",
            "ad_group" => $"{Parent(lead)}/adGroups/{lead.Ids.AdGroup}",
            "ad_group_ad" => $"{Parent(lead)}/adGroupAds/{lead.Ids.AdGroup}~{lead.Ids.Creative}",
            "gclid" => lead.Ids.ClickId,
            "submission_date_time" => lead.At.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture),
            "lead_form_submission_fields" => new JsonArray([
                .. lead
                    .Answers.Where(answer => FormQuestions.Names.ContainsKey(answer.ColumnId))
                    .Select(answer => new JsonObject
                    {
                        ["fieldType"] = answer.ColumnId,
                        ["fieldValue"] = answer.Value,
                    }),
            ]),
            "custom_lead_form_submission_fields" => new JsonArray([
                .. lead
                    .Answers.Where(answer => !FormQuestions.Names.ContainsKey(answer.ColumnId))
                    .Select(answer => new JsonObject
                    {
                        ["questionText"] = FormQuestions.NameOf(answer),
                        ["fieldValue"] = answer.Value,
                    }),
            ]),
            _ => $"{Parent(lead)}/leadFormSubmissionData/{lead.Ids.ClickId}",
        };

    private static string Parent(SubmittedLead lead) => $"customers/{lead.CustomerId}";

    private static string Camel(string field)
    {
        var words = field.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
