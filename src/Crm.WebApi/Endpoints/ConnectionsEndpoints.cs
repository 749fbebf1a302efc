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
        group
            .MapPost("{accountId:guid}/reconnect-link", ReconnectLink)
            .RequireAuthorization(Policies.Admin)
            .RequireActiveSubscription()
            .Idempotent(IdempotencyMode.IntentFirst, holdsSecret: true);
        routes
            .MapGroup("/api/integrations/reconnect")
            .WithTags("Integrations")
            .MapPost("", Reconnect)
            .AllowAnonymous()
            .AddEndpointFilter(AuthEndpoints.LimitAsync);
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

    private static async Task<Ok<ReconnectLinkDto>> ReconnectLink(
        Guid accountId,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        response.Headers.CacheControl = "no-store";

        return TypedResults.Ok(await mediator.Send(new CreateReconnectLink(accountId), cancellationToken));
    }

    private static async Task<Ok<ReconnectionAnswer>> Reconnect(
        BeginReconnection body,
        HttpResponse response,
        BrowserCookie cookie,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var started = await mediator.Send(body, cancellationToken);
        cookie.Write(response, started.Connection.State, started.Connection.BrowserKey.Reveal());
        response.Headers.CacheControl = "no-store";

        return TypedResults.Ok(
            new ReconnectionAnswer(started.Platform, started.Name, started.Connection.AuthorizationUrl.AbsoluteUri)
        );
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

        if (result.ByLink)
        {
            return TypedResults.Redirect(
                $"{server.FrontendUrl}/reconnect?connected={(result.Error is { } why ? $"false&error={why}" : "true")}"
            );
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

/// <param name="Platform">The brand's own name.</param>
/// <param name="Name">What the company calls the account.</param>
internal sealed record ReconnectionAnswer(
    string Platform,
    string Name,
    [property: JsonPropertyName("authorization_url")] string AuthorizationUrl
);
