using Crm.Application.Identity;
using Crm.Application.Identity.Emails;
using Crm.Application.Identity.Passwords;
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
        OptionalSignIn.On(limited.MapPost("confirm-email", ConfirmEmail));
        limited.MapPost("forgot-password", ForgetPassword);
        limited.MapPost("reset-password", ResetPassword);
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
        var tokens = TokenHandover.Hand(registered.Tokens, context, cookie);

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
        var request = new LogIn(
            body.Email,
            body.Password,
            body.TenantId,
            SignInRateLimit.AddressOf(context),
            body.TotpCode
        );

        return TypedResults.Ok(TokenHandover.Hand(await mediator.Send(request, cancellationToken), context, cookie));
    }

    private static async Task<Ok<TokensAnswer>> Refresh(
        RefreshBody? body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var request = new RefreshSession(TokenHandover.Take(body, context, cookie));

        return TypedResults.Ok(TokenHandover.Hand(await mediator.Send(request, cancellationToken), context, cookie));
    }

    private static async Task<NoContent> LogOut(
        RefreshBody? body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var refreshToken = TokenHandover.Take(body, context, cookie);
        if (cookie.IsUsedBy(context.Request))
        {
            cookie.Clear(context.Response);
        }

        await mediator.Send(new LogOut(refreshToken), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ConfirmEmail(
        ConfirmEmail body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(body, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ForgetPassword(
        ForgetPassword body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(body, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResetPassword(
        ResetPassword body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(body, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<GetMeResponse>> Me(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetMe(), cancellationToken));

    internal static ValueTask<object?> LimitAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) => context.HttpContext.RequestServices.GetRequiredService<SignInRateLimit>().InvokeAsync(context, next);
}
