using System.Text.Json.Serialization;
using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy;
using Crm.Domain.Common;
using Crm.Infrastructure.Identity;
using Crm.WebApi.Authentication;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/auth").WithTags("Sign-in");
        var signIn = group.MapGroup("").AllowAnonymous();
        var limited = signIn.MapGroup("").AddEndpointFilter(LimitAsync);

        limited.MapPost("register", Register);
        limited.MapPost("login", LogIn);
        signIn.MapPost("refresh", Refresh);
        signIn.MapPost("logout", LogOut);
        group.MapGet("me", Me).RequireAuthorization(Policies.SignedIn);
    }

    private static async Task<Created<RegisterAnswer>> Register(
        Register body,
        HttpContext context,
        IMediator mediator,
        SignInSettings settings,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        if (!settings.AllowsSignUp)
        {
            throw new DomainException("forbidden");
        }

        var registered = await mediator.Send(body, cancellationToken);
        var tokens = Hand(registered.Tokens, context, cookie);

        return TypedResults.Created(
            "/api/v1/auth/me",
            new RegisterAnswer(
                registered.TenantId,
                registered.UserId,
                tokens.AccessToken,
                tokens.AccessTokenExpire,
                tokens.RefreshToken
            )
        );
    }

    private static async Task<Ok<TokensAnswer>> LogIn(
        LogInBody body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var request = new LogIn(body.Email, body.Password, body.TenantId, SignInRateLimit.AddressOf(context));

        return TypedResults.Ok(Hand(await mediator.Send(request, cancellationToken), context, cookie));
    }

    private static async Task<Ok<TokensAnswer>> Refresh(
        RefreshBody? body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var request = new RefreshSession(Take(body, context, cookie));

        return TypedResults.Ok(Hand(await mediator.Send(request, cancellationToken), context, cookie));
    }

    private static async Task<NoContent> LogOut(
        RefreshBody? body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var refreshToken = Take(body, context, cookie);
        if (cookie.IsUsedBy(context.Request))
        {
            cookie.Clear(context.Response);
        }

        await mediator.Send(new LogOut(refreshToken), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<GetMeResponse>> Me(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetMe(), cancellationToken));

    internal static ValueTask<object?> LimitAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) => context.HttpContext.RequestServices.GetRequiredService<SignInRateLimit>().InvokeAsync(context, next);

    /// <summary>A caller in the cookie form who has no cookie is not signed in; a body without a token is a faulty request.</summary>
    private static Secret Take(RefreshBody? body, HttpContext context, RefreshCookie cookie) =>
        cookie.IsUsedBy(context.Request)
            ? cookie.Read(context.Request) ?? throw new DomainException("unauthorized")
            : body?.RefreshToken!;

    internal static TokensAnswer Hand(SessionTokens tokens, HttpContext context, RefreshCookie cookie)
    {
        context.Response.Headers.CacheControl = "no-store";
        var inCookie = cookie.IsUsedBy(context.Request);
        if (inCookie)
        {
            cookie.Write(context.Response, tokens.RefreshToken);
        }

        return new(
            tokens.AccessToken.Reveal(),
            tokens.AccessExpiresAt.ToUnixTimeSeconds(),
            inCookie ? null : tokens.RefreshToken.Reveal()
        );
    }
}

/// <param name="TotpCode">Read once a second factor is enabled.</param>
internal sealed record LogInBody(string Email, Secret Password, string? TotpCode = null, Guid? TenantId = null);

/// <param name="RefreshToken">Left out in the cookie form.</param>
internal sealed record RefreshBody(Secret? RefreshToken = null);

/// <param name="AccessTokenExpire">Unix seconds.</param>
/// <param name="RefreshToken">Left out in the cookie form.</param>
internal sealed record TokensAnswer(
    string AccessToken,
    long AccessTokenExpire,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken
);

/// <param name="AccessTokenExpire">Unix seconds.</param>
/// <param name="RefreshToken">Left out in the cookie form.</param>
internal sealed record RegisterAnswer(
    Guid TenantId,
    Guid UserId,
    string AccessToken,
    long AccessTokenExpire,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken
);
