using System.Security.Claims;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Identity.Tokens;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Crm.WebApi.Authentication;

/// <summary>What a genuine access token still needs: a living sign-in and, in a tenant, a membership. Sets tenant and user.</summary>
internal sealed class SessionAuthentication(Sessions sessions, TimeProvider time) : JwtBearerEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        // Sign-in chooses the tenant itself, whatever token happens to be sent along.
        if (OptionalSignIn.IgnoresSignIn(context.HttpContext.GetEndpoint()))
        {
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var principal = context.Principal!;
        if (!TryRead(principal, AccessTokens.FamilyClaim, out var familyId))
        {
            context.Fail("The token names no sign-in.");
            return;
        }

        Guid? tenantId = TryRead(principal, AccessTokens.TenantClaim, out var tenant) ? tenant : null;
        var session = await sessions.FindAsync(familyId, tenantId);
        if (session is null || !session.IsAlive(time.GetUtcNow()))
        {
            context.Fail("The sign-in has ended.");
            return;
        }

        var services = context.HttpContext.RequestServices;
        services.GetRequiredService<Caller>().SetPerson(familyId, session, ClientAddress.Of(context.HttpContext));
        if (tenantId is { } id)
        {
            services.GetRequiredService<ITenantContext>().Set(new TenantId(id));
        }
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = "Bearer";

        return ProblemWriter.WriteAsync(context.HttpContext, "unauthorized");
    }

    public override Task Forbidden(ForbiddenContext context) =>
        ProblemWriter.WriteAsync(context.HttpContext, "forbidden");

    private static bool TryRead(ClaimsPrincipal principal, string claim, out Guid id) =>
        Guid.TryParse(principal.FindFirstValue(claim), out id);
}
