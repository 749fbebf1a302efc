namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>auth_code to token, the advertisers of a token, and its end.</summary>
internal sealed class BusinessAuth(LeadGenState state, BusinessGate gate)
{
    public async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var (app, refused) = gate.App(context, BusinessGate.Text(body, "app_id"), BusinessGate.Text(body, "secret"));
        if (app is null)
        {
            return refused!;
        }

        if (BusinessGate.Text(body, "auth_code") is not { } text)
        {
            return gate.Refuse(context, BusinessCodes.BadParameter, "auth_code is missing");
        }

        return state.TakeCode(text) is { } code && code.AppId == app.AppId
            ? gate.Ok(
                new
                {
                    AccessToken = state.IssueToken(code),
                    code.AdvertiserIds,
                    Scope = code.Scopes,
                }
            )
            : gate.Refuse(
                context,
                BusinessCodes.AuthCodeWrong,
                "auth_code is unknown, used, expired or of another app"
            );
    }

    public IResult Advertisers(HttpContext context)
    {
        var (app, refusal) = gate.App(
            context,
            BusinessGate.Text(context, "app_id"),
            BusinessGate.Text(context, "secret")
        );
        if (app is null)
        {
            return refusal!;
        }

        var (token, refused) = gate.Enter(context, BusinessScopes.AccountInformation, advertiserId: null);
        if (token is null)
        {
            return refused!;
        }

        return token.AppId != app.AppId
            ? gate.Refuse(context, BusinessCodes.TokenInvalid, "the token belongs to another app")
            : gate.Ok(
                new
                {
                    List = token.AdvertiserIds.Select(id => new
                    {
                        AdvertiserId = id,
                        AdvertiserName = Advertiser.Find(id)!.Name,
                    }),
                }
            );
    }

    public async Task<IResult> RevokeAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var (app, refused) = gate.App(context, BusinessGate.Text(body, "app_id"), BusinessGate.Text(body, "secret"));
        if (app is null)
        {
            return refused!;
        }

        if (
            state.Token(BusinessGate.Text(body, "access_token")) is not { Revoked: false } token
            || token.AppId != app.AppId
        )
        {
            return gate.Refuse(
                context,
                BusinessCodes.TokenInvalid,
                "access_token is missing, unknown or already revoked"
            );
        }

        token.Revoked = true;
        return gate.Ok(new { });
    }
}
