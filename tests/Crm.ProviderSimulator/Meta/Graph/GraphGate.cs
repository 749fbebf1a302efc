using System.Security.Cryptography;
using System.Text;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>What every Graph call passes: version, parameters, token, host of the token, proof of the app secret.</summary>
internal sealed class GraphGate(MetaState state, GraphTokens tokens, SimulatedProviders providers, RefusalLog refusals)
{
    private static readonly string[] Schemes = ["Bearer ", "OAuth "];

    public static string Proof(string appSecret, string accessToken) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(accessToken))
        );

    public static IResult Ok(object answer) => Results.Json(answer, ControlJson.Provider);

    public static IResult Success() => Ok(new { Success = true });

    /// <summary>Runs a call and turns its refusal into the envelope.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, Func<Task<IResult>> call)
    {
        try
        {
            return await call();
        }
        catch (GraphRefusal refusal)
        {
            return Refuse(context, refusal);
        }
    }

    public void CheckVersion(string version)
    {
        if (!state.Versions.Contains(version))
        {
            throw new GraphRefusal(GraphError.UnknownPath(version), "the Graph version is unknown");
        }
    }

    public async Task<GraphCall> EnterAsync(HttpContext context, GraphHost host, string version)
    {
        CheckVersion(version);
        var parameters = await GraphParameters.ReadAsync(context);
        var value =
            Bearer(context)
            ?? parameters["access_token"]
            ?? throw new GraphRefusal(new(104, "An access token is required to request this resource."));
        var token = tokens.Alive(value, host);
        var app = state.Apps[token.AppId];
        CheckProof(parameters["appsecret_proof"], token, app);
        return new(context, host, parameters, token, app);
    }

    private IResult Refuse(HttpContext context, GraphRefusal refusal)
    {
        var error = refusal.Error;
        var code = string.Create(null, $"{error.Code}{(error.Subcode is { } subcode ? $"/{subcode}" : "")}");
        refusals.Add(context, code, refusal.Message);
        return Results.Json(
            error.Envelope($"A{RandomText.Of(22)}"),
            ControlJson.Provider,
            statusCode: Status(context, error)
        );
    }

    // Meta documents no statuses; these are what WhatsApp's partners print.
    private int Status(HttpContext context, GraphError error) =>
        providers.Of(context)?.Name != WhatsAppProvider.Name
            ? error.Status
            : error.Code switch
            {
                190 => StatusCodes.Status401Unauthorized,
                10 or (>= 200 and < 300) => StatusCodes.Status403Forbidden,
                4 or 80007 or 130429 or 131048 or 131056 => StatusCodes.Status429TooManyRequests,
                _ => error.Status,
            };

    private static string? Bearer(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return
            Schemes.FirstOrDefault(scheme => header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } found
            ? header[found.Length..]
            : null;
    }

    private static void CheckProof(string? proof, GraphToken token, MetaApp app)
    {
        if (proof is null && app.RequiresProof && token.Kind != TokenKind.App)
        {
            throw new GraphRefusal(
                GraphError.Parameter("API calls from the server require an appsecret_proof argument")
            );
        }

        var secret = token.Kind == TokenKind.Instagram ? app.InstagramSecret : app.Secret;
        if (proof is not null && !SecretComparison.Same(proof, Proof(secret, token.Value)))
        {
            throw new GraphRefusal(GraphError.Parameter("Invalid appsecret_proof provided in the API argument"));
        }
    }
}
