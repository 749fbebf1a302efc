using System.Text.Json;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.LinkedIn.Login;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.ProviderSimulator.LinkedIn;

/// <summary>What API calls pass: the version headers of /rest, a living token, a scope.</summary>
internal sealed class RestGate(LinkedInState state, MemberTokens tokens, LinkedInRefusals refusals)
{
    private const string Bearer = "Bearer ";
    private const string ProtocolHeader = "X-Restli-Protocol-Version";

    /// <summary>A call of /rest.</summary>
    public (MemberGrant? Grant, IResult? Refusal) EnterVersioned(HttpContext context)
    {
        var version = context.Request.Headers["LinkedIn-Version"].ToString();
        var failure =
            version.Length == 0
                ? new LinkedInFailure(
                    400,
                    "VERSION_MISSING",
                    "A version must be present. Please specify a version by adding the LinkedIn-Version header."
                )
            : !state.Settings.Versions.Contains(version)
                ? new(426, "NONEXISTENT_VERSION", $"Requested version {version} is not active")
            : context.Request.Headers[ProtocolHeader] != "2.0.0"
                ? new(400, "ILLEGAL_ARGUMENT", $"{ProtocolHeader} is not 2.0.0")
            : null;
        return failure is null ? Enter(context) : (null, refusals.Refuse(context, failure));
    }

    /// <summary>A call of /v2, which has no versions.</summary>
    public (MemberGrant? Grant, IResult? Refusal) Enter(HttpContext context)
    {
        context.Response.Headers["x-li-uuid"] = RandomText.Of(22);
        var header = context.Request.Headers.Authorization.ToString();
        var text = header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : "";
        var token = tokens.Find(text);
        var failure =
            text.Length == 0 ? new LinkedInFailure(401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", 65604)
            : token is null ? new(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600)
            : token.Grant.Revoked
                ? new(401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user", 65601)
            : tokens.HasEnded(token)
                ? new(401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", 65602)
            : null;
        return failure is null ? (token!.Grant, null) : (null, refusals.Refuse(context, failure));
    }

    /// <summary>The body as a JSON object, or a refusal.</summary>
    public async Task<(JsonElement Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        try
        {
            if (context.Request.HasJsonContentType())
            {
                var body = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
                if (body.ValueKind == JsonValueKind.Object)
                {
                    return (body, null);
                }
            }
        }
        catch (JsonException)
        {
            // Answered as any other body that is no JSON object.
        }

        return (
            default,
            refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", "The body is not a JSON object in application/json"))
        );
    }

    /// <summary>Rest.li wants the colons of a URN in a path percent-encoded.</summary>
    public IResult? RefusalOfRawUrn(HttpContext context) =>
        context
            .Features.GetRequiredFeature<IHttpRequestFeature>()
            .RawTarget.Split('?')[0]
            .Contains(':', StringComparison.Ordinal)
            ? refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", "The URN in the path is not percent-encoded"))
            : null;

    /// <summary>Null when the member may act for the author.</summary>
    public static LinkedInFailure? AuthorFailure(MemberGrant grant, string author)
    {
        var isOrganization = author.StartsWith("urn:li:organization:", StringComparison.Ordinal);
        var scope = isOrganization ? LinkedInScopes.OrganizationPosts : LinkedInScopes.MemberPosts;
        return !grant.Scopes.Contains(scope)
                ? LinkedInFailure.Denied($"Not enough permissions to access: {scope} is missing")
            : author == grant.Member.Urn || (isOrganization && grant.Member.Administers(author)) ? null
            : LinkedInFailure.Denied("The author is neither the member nor an organization the member administers");
    }
}
