using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta.OAuth;

/// <summary>What a token is, asked by its app.</summary>
internal sealed class DebugTokenEndpoint(GraphTokens tokens, GraphGate gate, WhatsAppState whatsApp)
{
    public Task<IResult> InspectAsync(HttpContext context, string version) =>
        gate.AnswerAsync(
            context,
            async () =>
            {
                var call = await gate.EnterAsync(context, GraphHost.Facebook, version);
                if (call.Token.Kind != TokenKind.App)
                {
                    throw new GraphRefusal(GraphError.Parameter("You must provide an app access token"));
                }

                var token = tokens.Find(call.Required("input_token"));
                return GraphGate.Ok(new { Data = token?.AppId == call.App.Id ? Show(token) : Undecryptable() });
            }
        );

    private object Show(GraphToken token)
    {
        var problem = tokens.Problem(token);
        return new
        {
            token.AppId,
            Type = token.Kind switch
            {
                TokenKind.Page => "PAGE",
                TokenKind.SystemUser => "SYSTEM_USER",
                TokenKind.App => "APP",
                _ => "USER",
            },
            IsValid = problem is null,
            IssuedAt = token.IssuedAt.ToUnixTimeSeconds(),
            ExpiresAt = token.ExpiresAt?.ToUnixTimeSeconds() ?? 0,
            DataAccessExpiresAt = token.DataAccessExpiresAt?.ToUnixTimeSeconds() ?? 0,
            token.Scopes,
            GranularScopes = Granular(token),
            ProfileId = token.Kind == TokenKind.Page ? token.SubjectId : null,
            UserId = token.UserId.Length == 0 ? null : token.UserId,
            Error = problem is null
                ? null
                : new
                {
                    problem.Code,
                    problem.Subcode,
                    problem.Message,
                },
        };
    }

    /// <summary>A system user's token is for single business accounts.</summary>
    private IEnumerable<object> Granular(GraphToken token) =>
        from scope in token.Kind == TokenKind.SystemUser ? token.Scopes : []
        where scope.StartsWith("whatsapp_business_", StringComparison.Ordinal)
        select new
        {
            Scope = scope,
            TargetIds = whatsApp
                .Accounts.Values.Where(account => account.BusinessId == token.BusinessId)
                .Select(account => account.Id),
        };

    private static object Undecryptable() =>
        new
        {
            IsValid = false,
            Scopes = Array.Empty<string>(),
            Error = new { Code = 190, Message = "The access token could not be decrypted" },
        };
}
