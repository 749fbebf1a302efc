namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed record LoginClientChange(
    string Secret,
    string? Platform,
    IReadOnlyList<string> RedirectUris,
    int AccessSeconds = 7200,
    int RefreshSeconds = 15_552_000,
    Uri? WebhookUrl = null,
    string? Name = null
);

internal sealed record LoginUserChange(string DisplayName, string Username);

/// <summary>The user removes the app in TikTok.</summary>
/// <param name="Notify">Tells the app's callback, as TikTok does.</param>
internal sealed record UserRevocation(bool Notify = false, int Reason = 1, Uri? Target = null);

internal sealed record TokenExpiry(string? OpenId, bool Access = true, bool Refresh = false);

internal sealed record GrantOrder(
    int Count,
    int? AccessSeconds,
    int? RefreshSeconds,
    IReadOnlyList<string>? Scopes,
    string ClientKey = LoginClients.DemoKey
);

internal sealed record PlantedPair(
    string AccessToken,
    string RefreshToken,
    IReadOnlyList<string>? Scopes,
    string ClientKey = LoginClients.DemoKey
);

internal sealed record HeldPair(string OpenId, string? AccessToken, string? RefreshToken);

internal sealed record GrantState(
    string ClientKey,
    IReadOnlyList<string> Scopes,
    bool Alive,
    bool Revoked,
    int Rotations,
    string AccessToken,
    DateTimeOffset AccessEndsAt,
    string RefreshToken,
    DateTimeOffset RefreshEndsAt
);

/// <summary>What tests may do to TikTok's side behind the client's back.</summary>
internal sealed class LoginControl(
    LoginClients clients,
    LoginUsers users,
    Grants grants,
    LoginWebhooks webhooks,
    TimeProvider clock
)
{
    public IResult PutClient(string clientKey, LoginClientChange change)
    {
        var platform = change.Platform ?? LoginClient.Web;
        var problem =
            platform is not (LoginClient.Web or LoginClient.Desktop) ? "platform is web or desktop"
            : change.RedirectUris.Count > 10 ? "at most 10 redirect URIs"
            : change
                .RedirectUris.Select(uri => LoginClient.RedirectProblem(uri, platform))
                .FirstOrDefault(found => found is not null);
        if (problem is not null)
        {
            return Results.BadRequest(new { Error = problem });
        }

        clients.Put(
            new(
                clientKey,
                change.Secret,
                platform,
                change.RedirectUris,
                change.AccessSeconds,
                change.RefreshSeconds,
                change.WebhookUrl,
                change.Name
            )
        );
        return Results.NoContent();
    }

    public IResult PutUser(string openId, LoginUserChange change) =>
        Results.Ok(users.Add(openId, change.DisplayName, change.Username));

    public async Task<IResult> RevokeUserAsync(string openId, UserRevocation? revocation)
    {
        var clientKeys = grants
            .Of(openId)
            .Where(grant => !grant.Revoked)
            .Select(grant => grant.ClientKey)
            .Distinct()
            .ToList();
        var revoked = grants.Revoke(openId);
        if (revocation is { Notify: true })
        {
            var content = System.Text.Json.JsonSerializer.SerializeToElement(new { reason = revocation.Reason });
            foreach (var clientKey in clientKeys)
            {
                await webhooks.SendAsync(
                    new("authorization.removed", openId, content, revocation.Target, ClientKey: clientKey)
                );
            }
        }

        return Results.Ok(new { Revoked = revoked });
    }

    public IResult Expire(TokenExpiry expiry)
    {
        grants.Expire(expiry.OpenId, expiry.Access, expiry.Refresh);
        return Results.NoContent();
    }

    public async Task<IResult> SendAsync(LoginWebhookOrder order) => Results.Ok(await webhooks.SendAsync(order));

    public IResult CreateGrants(GrantOrder order)
    {
        if (clients.Find(order.ClientKey) is not { } client)
        {
            return Results.BadRequest(new { Error = "unknown clientKey" });
        }

        var scopes = order.Scopes ?? [.. LoginScopes.All.Keys];
        var access = order.AccessSeconds ?? client.AccessSeconds;
        var refresh = order.RefreshSeconds ?? client.RefreshSeconds;
        var pairs = Enumerable
            .Range(0, order.Count)
            .Select(_ => grants.Issue(new(users.AddAnonymous(), client.Key, scopes, access, refresh)))
            .Select(pair => new
            {
                pair.OpenId,
                pair.AccessToken,
                pair.RefreshToken,
                pair.ExpiresIn,
                RefreshExpiresIn = pair.RefreshExpiresIn,
                pair.Scope,
            });
        return Results.Ok(pairs.ToList());
    }

    public IResult Plant(string openId, PlantedPair pair)
    {
        if (clients.Find(pair.ClientKey) is not { } client)
        {
            return Results.BadRequest(new { Error = "unknown clientKey" });
        }

        var user = users.Find(openId) ?? users.Add(openId, "Planted user", "planted");
        var scopes = pair.Scopes ?? [.. LoginScopes.All.Keys];
        grants.Plant(
            new(user, client.Key, scopes, client.AccessSeconds, client.RefreshSeconds),
            pair.AccessToken,
            pair.RefreshToken
        );
        return Results.NoContent();
    }

    /// <summary>Whether a stored pair is alive, without using it up.</summary>
    public IResult ShowGrants(string openId, string? refreshToken, string? accessToken)
    {
        var states = grants.Of(openId).Select(State).ToList();
        return Results.Ok(
            new
            {
                OpenId = openId,
                Alive = states.Any(state => state.Alive),
                RefreshTokenValid = states.Any(state => state.Alive && state.RefreshToken == refreshToken),
                AccessTokenValid = accessToken is not null
                    && grants.FindByAccess(accessToken).Grant?.User.OpenId == openId,
                Grants = states,
            }
        );
    }

    /// <summary>The open ids whose held refresh token is not the living one: empty when every stored pair is good.</summary>
    public IResult CheckPairs(IReadOnlyList<HeldPair> pairs) =>
        Results.Ok(
            new
            {
                Checked = pairs.Count,
                Dead = pairs
                    .Where(pair =>
                        !grants
                            .Of(pair.OpenId)
                            .Select(State)
                            .Any(state => state.Alive && state.RefreshToken == pair.RefreshToken)
                    )
                    .Select(pair => pair.OpenId),
            }
        );

    private GrantState State(Grant grant)
    {
        lock (grant.Gate)
        {
            return new(
                grant.ClientKey,
                grant.Scopes,
                grant.IsAlive(clock.GetUtcNow()),
                grant.Revoked,
                grant.Rotations,
                grant.Access.Value,
                grant.Access.EndsAt,
                grant.Refresh.Value,
                grant.Refresh.EndsAt
            );
        }
    }
}
