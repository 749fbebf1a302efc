namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed class RevokeEndpoint(LoginClients clients, Grants grants, LoginWebhooks webhooks, OAuthErrors errors)
{
    private const int RevokedByDeveloper = 5;

    public async Task<IResult> RevokeAsync(HttpContext context)
    {
        var (form, client, refusal) = await OAuthForm.ReadAsync(context, clients, errors);
        if (refusal is not null)
        {
            return refusal;
        }

        if (form["token"] is not { } token)
        {
            return errors.Refuse(
                context,
                "invalid_request",
                "The request parameters are malformed.",
                "token is missing"
            );
        }

        var (grant, reason) = grants.FindByAccess(token);
        if (grant is null || grant.ClientKey != client.Key)
        {
            return errors.Refuse(
                context,
                "invalid_grant",
                "Access token is invalid.",
                grant is null ? reason : "token of another client"
            );
        }

        grants.Revoke(grant.User.OpenId, client.Key);
        webhooks.TellRemoved(client, grant.User.OpenId, RevokedByDeveloper);
        return Results.Ok();
    }
}
