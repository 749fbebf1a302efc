using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.BeyondVisit;

/// <summary>A login token for a user, and the page of the panel that a browser opens with it once.</summary>
internal sealed class LoginEndpoints(BeyondVisitState state, PartnerCall call, RefusalLog refusals)
{
    private const int LongestToken = 32;

    public async Task<IResult> IssueTokenAsync(HttpContext context)
    {
        var (body, refusal) = await call.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var apiKey = PartnerCall.Text(body, "apiKey");
        if (!call.KnowsPartner(apiKey))
        {
            var reason = body.TryGetProperty("apikey", out _)
                ? "the key is called apiKey in this method"
                : "apiKey is missing or unknown";
            return call.Refuse(context, 3, "ApiKey not found", "ApiKey bulunamadı", reason);
        }

        if (!call.Proves(body, apiKey!))
        {
            return call.Refuse(
                context,
                2,
                "Authentication failed",
                "Kimlik doğrulama başarısız",
                "sign is not the lower-case MD5 of apiKey and secretKey"
            );
        }

        var userToken = PartnerCall.Text(body, "userToken") ?? "";
        if (userToken.Length > LongestToken || !state.Users.TryGetValue(userToken, out var user))
        {
            return call.Refuse(
                context,
                1,
                $"User not found with token: [{userToken}]",
                $"Kullanıcı bulunamadı: [{userToken}]",
                userToken.Length > LongestToken
                    ? "userToken has more than 32 characters"
                    : "userToken is missing or unknown"
            );
        }

        return Results.Json(
            new
            {
                Status = true,
                Message = "Success",
                LoginToken = state.IssueLoginToken(user),
                user.UserCode,
            },
            PartnerCall.Json
        );
    }

    public IResult Open(HttpContext context, string loginToken)
    {
        if (state.TakeLoginToken(loginToken) is not { } user)
        {
            const string Problem = "the login token is unknown, used or expired";
            refusals.Add(context, "login", Problem);
            return Html.Page(Html.Refused("BeyondVisit", Problem), StatusCodes.Status400BadRequest);
        }

        user.CountLogin();
        return Html.Page(
            Html.Layout(
                "BeyondVisit simulator",
                $"""
                <main class="card"><p class="badge">BeyondVisit simulator · no real panel is involved</p>
                <h1>{Html.Encode($"{user.Name} {user.Surname}")}</h1>
                <p>You are signed in to the panel of <b>{Html.Encode(user.Site)}</b>.</p>
                <p class="hint">User code {Html.Encode(user.UserCode)}</p></main>
                """
            )
        );
    }
}
