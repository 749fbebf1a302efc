using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.Infrastructure.ApiTokens;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace Crm.WebApi.Authentication;

/// <summary>
/// Signs in API tokens and counts their requests; whoever comes with anything else is handed on to the scheme of persons. Not derived
/// from the framework's handler, whose options and clock it has no use for: a token is to cost less than a person's sign-in does.
/// </summary>
internal sealed class ApiTokenAuthentication(KnownTokens tokens, TokenUses uses, TimeProvider time)
    : IAuthenticationHandler
{
    public const string Scheme = KnownToken.AuthenticationType;

    private const string Persons = JwtBearerDefaults.AuthenticationScheme;
    private const string Bearer = "Bearer ";
    private const string Mistyped = "The token was mistyped or cut off.";
    private const string Over = "The token is unknown, revoked or expired.";

    private HttpContext context = null!;
    private string? fault;
    private KnownToken? token;
    private TokenPermission needed;
    private DateTimeOffset at;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        this.context = context;

        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() =>
        IsToken(context, out var start) ? AuthenticateAsync(start) : context.AuthenticateAsync(Persons);

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (!IsToken(context, out _))
        {
            return context.ChallengeAsync(Persons);
        }

        context.Response.Headers.WWWAuthenticate = fault is null
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{fault}\"";

        return ProblemWriter.WriteAsync(context, "unauthorized");
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => ProblemWriter.WriteAsync(context, "forbidden");

    private async Task<AuthenticateResult> AuthenticateAsync(int start)
    {
        // Sign-in and the like choose the tenant themselves, whatever token happens to be sent along.
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return AuthenticateResult.NoResult();
        }

        var text = context.Request.Headers.Authorization[0]!;
        if (!TokenText.IsWellFormed(text.AsSpan(start).TrimEnd()))
        {
            return Refuse(Mistyped);
        }

        var found = await tokens.FindAsync(text.AsSpan(start));
        at = time.GetUtcNow();
        if (found is null || !found.IsProvenBy(text.AsSpan(start)) || found.HasEnded(at))
        {
            return Refuse(Over);
        }

        token = found;
        needed = (endpoint?.Metadata.GetMetadata<TokenAccess>() ?? TokenAccess.ByMethod).LeastFor(
            context.Request.Method
        );
        context.Response.OnCompleted(static handler => ((ApiTokenAuthentication)handler).CountAsync(), this);
        if (found.WorksFrom(ClientAddress.Address(context)))
        {
            SetCaller(found);
        }

        return AuthenticateResult.Success(new AuthenticationTicket(found.Principal, Scheme));
    }

    /// <summary>Without a caller no policy is met: from a foreign address the token is known and may nothing.</summary>
    private void SetCaller(KnownToken found)
    {
        var services = context.RequestServices;
        services
            .GetRequiredService<Caller>()
            .SetToken(found.Id, found.Permission, found.Venues, ClientAddress.Of(context));
        services.GetRequiredService<ITenantContext>().Set(found.TenantId);
    }

    private AuthenticateResult Refuse(string reason)
    {
        fault = reason;

        return AuthenticateResult.Fail(reason);
    }

    private Task CountAsync()
    {
        uses.Count(
            new TokenUse(
                token!.TenantId,
                token.Id,
                DateOnly.FromDateTime(at.UtcDateTime),
                KnownMethod(context.Request.Method),
                needed,
                context.RequestServices.GetRequiredService<TokenCall>().VenueId,
                (short)context.Response.StatusCode
            ),
            at,
            ClientAddress.Address(context)
        );

        return Task.CompletedTask;
    }

    private static bool IsToken(HttpContext context, out int start)
    {
        start = Bearer.Length;
        if (
            context.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        while (start < header.Length && header[start] == ' ')
        {
            start++;
        }

        return header.AsSpan(start).StartsWith(TokenText.Start, StringComparison.Ordinal);
    }

    // What a client makes up must not fill the statistics.
    private static string KnownMethod(string method) =>
        method switch
        {
            "GET" => "GET",
            "POST" => "POST",
            "PUT" => "PUT",
            "PATCH" => "PATCH",
            "DELETE" => "DELETE",
            "HEAD" => "HEAD",
            _ => "OTHER",
        };
}
