using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.BeyondVisit;

/// <summary>A new panel user. Codes mean other things here than in the login method, and the key is called apikey.</summary>
internal sealed class CreateUserEndpoint(BeyondVisitState state, PartnerCall call)
{
    private const int LongestName = 50;
    private const int LongestEmail = 254;
    private const int LongestSite = 2000;

    public async Task<IResult> CreateAsync(HttpContext context)
    {
        if (!state.Settings.CreateUser)
        {
            return Results.NotFound();
        }

        var (body, refusal) = await call.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var apiKey = PartnerCall.Text(body, "apikey");
        if (!call.KnowsPartner(apiKey))
        {
            var reason = body.TryGetProperty("apiKey", out _)
                ? "the key is called apikey in this method"
                : "apikey is missing or unknown";
            return call.Refuse(context, 6, "ApiKey not found", "ApiKey bulunamadı", reason);
        }

        if (!call.Proves(body, apiKey!))
        {
            return call.Refuse(
                context,
                5,
                "Authentication failed",
                "Kimlik doğrulama başarısız",
                "sign is not the lower-case MD5 of apikey and secretKey"
            );
        }

        var details =
            body.TryGetProperty("user", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        string Detail(string name) =>
            details.ValueKind == JsonValueKind.Object ? PartnerCall.Text(details, name) ?? "" : "";

        return Refused(context, Detail) ?? Create(Detail);
    }

    private IResult? Refused(HttpContext context, Func<string, string> detail)
    {
        var (code, english, turkish) =
            !HasWebScheme(detail("Site")) || detail("Site").Length > LongestSite
                ? (1, "Site must start with http:// or https://", "Site http:// veya https:// ile başlamalı")
            : detail("Name").Length is 0 or > LongestName ? (2, "Name can not be empty", "Name boş olamaz")
            : detail("Surname").Length is 0 or > LongestName ? (3, "Surname can not be empty", "Surname boş olamaz")
            : detail("Email").Length is 0 or > LongestEmail ? (4, "Email can not be empty", "Email boş olamaz")
            : (0, "", "");
        return code == 0
            ? null
            : call.Refuse(context, code, english, turkish, "a field of user is empty, too long or not capitalised");
    }

    private IResult Create(Func<string, string> detail)
    {
        var user = new PanelUser(
            $"u-{RandomText.Of(30)}",
            $"uc-{RandomText.Of(10)}",
            detail("Name"),
            detail("Surname"),
            detail("Email"),
            detail("Site")
        );
        state.Users[user.UserToken] = user;
        return Results.Json(
            new
            {
                Status = true,
                Message = "Success",
                user.UserToken,
            },
            PartnerCall.Json
        );
    }

    private static bool HasWebScheme(string site) =>
        site.StartsWith("http://", StringComparison.Ordinal) || site.StartsWith("https://", StringComparison.Ordinal);
}
