using System.Text.Json.Serialization;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Crm.Infrastructure.Configuration;
using Crm.WebApi.Authentication;
using Crm.WebApi.Connections;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>The way to a provider's consent page and back, and the end of a connection.</summary>
internal static class ConnectionsEndpoints
{
    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/integrations/accounts").WithTags("Integrations");

        group
            .MapPost("{accountId:guid}/connect", Connect)
            .RequireAuthorization(Policies.Admin)
            .RequireActiveSubscription()
            .Idempotent(IdempotencyMode.IntentFirst, holdsSecret: true);
        group.MapGet("oauth/callback/{platform}", Callback).AllowAnonymous().ExcludeFromDescription();
        group
            .MapPost("{accountId:guid}/disconnect", Disconnect)
            .RequireAuthorization(Policies.Admin)
            .Idempotent(IdempotencyMode.IntentFirst);
    }

    private static async Task<Ok<StartedConnectionAnswer>> Connect(
        Guid accountId,
        HttpContext context,
        BrowserCookie cookie,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var started = await mediator.Send(new ConnectAccount(accountId), cancellationToken);
        cookie.Write(context.Response, started.State, started.BrowserKey.Reveal());
        context.Response.Headers.CacheControl = "no-store";

        return TypedResults.Ok(new StartedConnectionAnswer(started.AuthorizationUrl.AbsoluteUri, started.State));
    }

    private static async Task<Results<RedirectHttpResult, ContentHttpResult>> Callback(
        string platform,
        string? state,
        string? code,
        HttpContext context,
        BrowserCookie cookie,
        ServerOptions server,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var query = context.Request.Query;
        var request = new CompleteConnection(
            platform,
            state,
            code ?? query["auth_code"],
            query["error"],
            cookie.Take(context, state)
        );
        var result = await mediator.Send(request, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        if (result.AccountId is not { } accountId)
        {
            return UnknownStatePage.Answer(server);
        }

        var outcome = result.Error is { } error
            ? $"false&account_id={accountId}&error={error}"
            : $"true&account_id={accountId}";

        return TypedResults.Redirect($"{server.FrontendUrl}/integrations?connected={outcome}");
    }

    private static async Task<Ok<AccountDto>> Disconnect(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new DisconnectAccount(accountId), cancellationToken)).InLanguage());
}

internal sealed record StartedConnectionAnswer(
    [property: JsonPropertyName("authorization_url")] string AuthorizationUrl,
    string State
);
