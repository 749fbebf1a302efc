using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.BeyondVisit;

/// <summary>The body and the answers of the partner methods. HTTP is 200 on failure too; status in the body decides.</summary>
internal sealed class PartnerCall(BeyondVisitState state, RefusalLog refusals)
{
    public static readonly JsonSerializerOptions Json = ControlJson.Options;

    public async Task<(JsonElement Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(
                context.Request.Body,
                cancellationToken: context.RequestAborted
            );
            return body.RootElement.ValueKind == JsonValueKind.Object
                ? (body.RootElement.Clone(), null)
                : (default, Malformed(context, "the body is not a JSON object"));
        }
        catch (JsonException)
        {
            return (default, Malformed(context, "the body is malformed JSON"));
        }
    }

    /// <summary>Names are compared with their case: apiKey and apikey are two names, each right in one method only.</summary>
    public static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool KnowsPartner(string? apiKey) => apiKey is not null && state.Partners.ContainsKey(apiKey);

    public bool Proves(JsonElement body, string apiKey) =>
        SecretComparison.Same(Text(body, "sign"), PartnerSign.Of(apiKey, state.Partners[apiKey]));

    public IResult Refuse(HttpContext context, int code, string english, string turkish, string reason)
    {
        refusals.Add(context, code.ToString(System.Globalization.CultureInfo.InvariantCulture), reason);
        return Results.Json(
            new
            {
                Status = false,
                Code = code,
                Message = state.Settings.TurkishMessages ? turkish : english,
            },
            Json
        );
    }

    private IResult Malformed(HttpContext context, string reason)
    {
        refusals.Add(context, "malformed", reason);
        return Results.Json(new { Status = false, Message = "İstek gövdesi çözümlenemedi." }, Json);
    }
}
