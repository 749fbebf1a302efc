using Crm.Application.Common;
using Crm.Application.Identity.Emails;
using Crm.Application.Identity.Passwords;
using Crm.Application.Identity.SignIns;
using Crm.Application.Identity.TwoFactor;
using Crm.Application.Tenancy;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>What people do with their own account, in whichever tenant they are.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/api/v1/auth")
            .WithTags("Sign-in")
            .RequireAuthorization(Policies.SignedIn)
            .Idempotent(IdempotencyMode.None);

        group.MapPatch("me", Change);
        group.MapPost("confirm-email/resend", ResendConfirmation);
        group.MapPost("change-password", ChangePassword);
        group.MapPost("two-factor/enable", EnableTwoFactor);
        group.MapPost("two-factor/confirm", ConfirmTwoFactor);
        group.MapPost("two-factor/disable", DisableTwoFactor);
        group.MapGet("sessions", ListSessions);
        group.MapDelete("sessions/{sessionId:guid}", EndSession);
        group.MapPost("switch-tenant", SwitchTenant);
    }

    private static async Task<Ok<GetMeResponse>> Change(
        ChangeMe body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body, cancellationToken));

    private static async Task<NoContent> ResendConfirmation(IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new ResendConfirmation(), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ChangePassword(
        ChangePassword body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(body, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<TwoFactorSecretAnswer>> EnableTwoFactor(
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var begun = await mediator.Send(new EnableTwoFactor(), cancellationToken);
        response.Headers.CacheControl = "no-store";

        return TypedResults.Ok(new TwoFactorSecretAnswer(begun.Secret.Reveal(), begun.OtpauthUri.Reveal()));
    }

    private static async Task<Ok<RecoveryCodesAnswer>> ConfirmTwoFactor(
        ConfirmTwoFactor body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var codes = await mediator.Send(body, cancellationToken);
        response.Headers.CacheControl = "no-store";

        return TypedResults.Ok(new RecoveryCodesAnswer([.. codes.Select(code => code.Reveal())]));
    }

    private static async Task<NoContent> DisableTwoFactor(
        DisableTwoFactor body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(body, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<SignInDto>>> ListSessions(
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithNextLink(await mediator.Send(new ListSignIns(cursor, limit ?? 50), cancellationToken));

    private static async Task<NoContent> EndSession(
        Guid sessionId,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new EndSignIn(sessionId), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<TokensAnswer>> SwitchTenant(
        SwitchTenant body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(TokenHandover.Hand(await mediator.Send(body, cancellationToken), context, cookie));
}

/// <param name="Secret">To type into the authenticator app, in base32.</param>
/// <param name="OtpauthUri">The same for its camera, as a QR code.</param>
internal sealed record TwoFactorSecretAnswer(string Secret, string OtpauthUri);

/// <param name="RecoveryCodes">Shown here and never again; each signs in once in place of a code of the app.</param>
internal sealed record RecoveryCodesAnswer(IReadOnlyList<string> RecoveryCodes);
