using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Meta.OAuth;

/// <summary>Facebook's token call: from a code, from a short token to a long one, and for the app itself.</summary>
internal sealed class FacebookTokenEndpoint(
    MetaState state,
    GraphTokens tokens,
    DialogCodes codes,
    GraphGate gate,
    CallCounts calls,
    TimeProvider clock
)
{
    private static readonly TimeSpan ShortLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan LongLife = TimeSpan.FromDays(60);
    private static readonly TimeSpan DataAccess = TimeSpan.FromDays(90);

    public Task<IResult> ExchangeAsync(HttpContext context, string version) =>
        gate.AnswerAsync(
            context,
            async () =>
            {
                gate.CheckVersion(version);
                var form = await GraphParameters.ReadAsync(context);
                var grantType = form["grant_type"] ?? "authorization_code";
                calls.Count($"{context.Request.Path} {grantType}");
                var app = App(form);
                return grantType switch
                {
                    "authorization_code" => FromCode(form, app),
                    "fb_exchange_token" => FromShort(form, app),
                    "client_credentials" => GraphGate.Ok(
                        new { AccessToken = $"{app.Id}|{app.Secret}", TokenType = "bearer" }
                    ),
                    _ => throw new GraphRefusal(GraphError.Parameter($"Unsupported grant_type {grantType}")),
                };
            }
        );

    private MetaApp App(GraphParameters form)
    {
        var clientId = form["client_id"] ?? throw new GraphRefusal(new(101, "Missing client_id parameter."));
        if (!state.Apps.TryGetValue(clientId, out var app))
        {
            throw new GraphRefusal(
                new(101, "Error validating application. Cannot get application info due to a system error.")
            );
        }

        return SecretComparison.Same(form["client_secret"], app.Secret)
            ? app
            : throw new GraphRefusal(new(1, "Error validating client secret."), "wrong or missing client_secret");
    }

    private IResult FromCode(GraphParameters form, MetaApp app)
    {
        var text = form["code"] ?? throw new GraphRefusal(GraphError.Parameter("Missing authorization code"));
        var (code, problem) = codes.Take(text);
        if (code is null || code.Request.App.Id != app.Id || code.Request.IsInstagram)
        {
            throw new GraphRefusal(
                problem switch
                {
                    "used" => new(100, "This authorization code has been used.", 36009),
                    "expired" => new(100, "This authorization code has expired.", 36007),
                    _ => new(100, "Invalid verification code format."),
                }
            );
        }

        if (code.Request.RedirectUri != form["redirect_uri"])
        {
            throw new GraphRefusal(
                new(
                    100,
                    "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
                    36008
                )
            );
        }

        return Answer(
            Issue(app, code.SubjectId, code.Granted, code.Declined, code.Pages, isLongLived: false, ShortLife)
        );
    }

    private IResult FromShort(GraphParameters form, MetaApp app)
    {
        var given = tokens.Alive(
            form["fb_exchange_token"] ?? throw new GraphRefusal(GraphError.Parameter("fb_exchange_token is missing")),
            GraphHost.Facebook
        );
        return given.AppId == app.Id && given.Kind == TokenKind.User
            ? Answer(
                Issue(app, given.SubjectId, given.Scopes, given.Declined, given.Pages, isLongLived: true, LongLife)
            )
            : throw new GraphRefusal(GraphError.Token(null, "The token is no user token of this app."));
    }

    private GraphToken Issue(
        MetaApp app,
        string userId,
        IReadOnlyList<string> scopes,
        IReadOnlyList<string> declined,
        IReadOnlyList<string>? pages,
        bool isLongLived,
        TimeSpan life
    )
    {
        var now = clock.GetUtcNow();
        return tokens.Add(
            new(
                GraphTokens.NewValue(TokenKind.User),
                TokenKind.User,
                app.Id,
                userId,
                userId,
                scopes,
                now,
                pages,
                MetaState.DemoBusiness,
                isLongLived
            )
            {
                Declined = declined,
                ExpiresAt = now + life,
                DataAccessExpiresAt = now + DataAccess,
            }
        );
    }

    private IResult Answer(GraphToken token) =>
        GraphGate.Ok(
            new
            {
                AccessToken = token.Value,
                TokenType = "bearer",
                ExpiresIn = token.IsLongLived && state.Settings.Current.OmitsExpiresIn
                    ? (long?)null
                    : (long)(token.ExpiresAt!.Value - clock.GetUtcNow()).TotalSeconds,
            }
        );
}
