using System.Globalization;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.OAuth;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>Instagram's login: code to an hour's token, that to one of 60 days, and its renewal.</summary>
internal sealed class InstagramTokenEndpoint(
    MetaState meta,
    InstagramState state,
    InstagramAccounts accounts,
    GraphTokens tokens,
    DialogCodes codes,
    GraphGate gate,
    RefusalLog refusals,
    TimeProvider clock
)
{
    private static readonly TimeSpan ShortLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongLife = TimeSpan.FromDays(60);
    private static readonly TimeSpan RefreshableAfter = TimeSpan.FromHours(24);

    public async Task<IResult> ExchangeAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return RefuseFlat(context, "Invalid platform app", "the body is not a form");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var app = meta.Apps.Values.FirstOrDefault(app => app.InstagramId == form["client_id"]);
        if (app is null || !SecretComparison.Same(form["client_secret"], app.InstagramSecret))
        {
            return RefuseFlat(context, "Invalid platform app", "client_id or client_secret is missing or wrong");
        }

        if (form["grant_type"] != "authorization_code")
        {
            return RefuseFlat(context, "Invalid grant_type", "grant_type is not authorization_code");
        }

        var (code, problem) = codes.Take(form["code"].ToString());
        if (code is null || code.Request.App.Id != app.Id || !code.Request.IsInstagram)
        {
            return RefuseFlat(
                context,
                "Matching code was not found or was already used",
                code is null ? $"the code is {problem}" : "the code is of another app or login"
            );
        }

        return code.Request.RedirectUri == form["redirect_uri"]
            ? Granted(code)
            : RefuseFlat(
                context,
                "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
                "redirect_uri differs from the one of the dialog"
            );
    }

    public Task<IResult> LengthenAsync(HttpContext context) =>
        gate.AnswerAsync(
            context,
            async () =>
            {
                var form = await GraphParameters.ReadAsync(context);
                var token = Given(form, "ig_exchange_token");
                var app = meta.Apps[token.AppId];
                if (!SecretComparison.Same(form["client_secret"], app.InstagramSecret))
                {
                    throw new GraphRefusal(new(1, "Error validating client secret."), "wrong or missing client_secret");
                }

                return token.IsLongLived
                    ? throw new GraphRefusal(GraphError.Parameter("The token is long-lived already"))
                    : Answer(Issue(token.AppId, token.SubjectId, token.Scopes, isLongLived: true));
            }
        );

    public Task<IResult> RefreshAsync(HttpContext context) =>
        gate.AnswerAsync(
            context,
            async () =>
            {
                var form = await GraphParameters.ReadAsync(context);
                var token = Given(form, "ig_refresh_token");
                if (!token.IsLongLived || clock.GetUtcNow() - token.IssuedAt < RefreshableAfter)
                {
                    throw new GraphRefusal(
                        GraphError.Parameter("The token can be refreshed when it is long-lived and 24 hours old")
                    );
                }

                if (!token.Scopes.Contains("instagram_business_basic"))
                {
                    throw InstagramErrors.Permission("the token lacks instagram_business_basic");
                }

                token.DeadSubcode = state.Settings.Current.RefreshEndsOldToken ? 467 : null;
                return Answer(Issue(token.AppId, token.SubjectId, token.Scopes, isLongLived: true));
            }
        );

    private GraphToken Given(GraphParameters form, string grantType) =>
        form["grant_type"] != grantType
            ? throw new GraphRefusal(GraphError.Parameter($"grant_type is {grantType} here"))
            : tokens.Alive(
                form["access_token"] ?? throw new GraphRefusal(GraphError.Parameter("access_token is missing")),
                GraphHost.Instagram
            );

    private GraphToken Issue(string appId, string accountId, IReadOnlyList<string> scopes, bool isLongLived)
    {
        var now = clock.GetUtcNow();
        return tokens.Add(
            new(
                GraphTokens.NewValue(TokenKind.Instagram),
                TokenKind.Instagram,
                appId,
                accountId,
                accountId,
                scopes,
                now,
                IsLongLived: isLongLived
            )
            {
                ExpiresAt = now + (isLongLived ? LongLife : ShortLife),
            }
        );
    }

    // The user_id here is app-scoped: whoever posts with it finds nothing.
    private IResult Granted(DialogCode code)
    {
        var token = Issue(code.Request.App.Id, code.SubjectId, code.Granted, isLongLived: false);
        var userId = accounts.Find(code.SubjectId)!.AppScopedId;
        return state.Settings.Current.TokenInData
            ? GraphGate.Ok(
                new
                {
                    Data = new[]
                    {
                        new
                        {
                            AccessToken = token.Value,
                            UserId = userId,
                            Permissions = string.Join(',', code.Granted),
                        },
                    },
                }
            )
            : GraphGate.Ok(
                new
                {
                    AccessToken = token.Value,
                    UserId = long.Parse(userId, CultureInfo.InvariantCulture),
                    Permissions = code.Granted,
                }
            );
    }

    private IResult Answer(GraphToken token) =>
        GraphGate.Ok(
            new
            {
                AccessToken = token.Value,
                TokenType = "bearer",
                ExpiresIn = (long)(token.ExpiresAt!.Value - clock.GetUtcNow()).TotalSeconds,
            }
        );

    private IResult RefuseFlat(HttpContext context, string message, string reason)
    {
        refusals.Add(context, "OAuthException", reason);
        return Results.Json(
            new
            {
                ErrorType = "OAuthException",
                Code = 400,
                ErrorMessage = message,
            },
            ControlJson.Provider,
            statusCode: StatusCodes.Status400BadRequest
        );
    }
}
