using Crm.Application.Messaging.Conversations;
using Crm.Application.Messaging.Sending;
using Crm.WebApi.Authentication;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.Messaging;

/// <summary>Messages to single people: taken at once, sent in their turn, and each with its story.</summary>
internal static class MessagesEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/messages").WithTags("Messages").OpenToTokens();

        // The platform may be asked for its templates, and a lead is committed on its own.
        group
            .MapPost("", Send)
            .RequireAuthorization(Policies.Member)
            .RequireActiveSubscription()
            .Idempotent(IdempotencyMode.IntentFirst);
        group.MapGet("{messageId:guid}", Get).RequireAuthorization(Policies.Viewer);
        group
            .MapPost("{messageId:guid}/retry", Retry)
            .RequireAuthorization(Policies.Member)
            .RequireActiveSubscription()
            .Idempotent(IdempotencyMode.IntentFirst);
    }

    private static async Task<Accepted<MessageDto>> Send(
        SendMessage request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var message = await mediator.Send(request, cancellationToken);

        return TypedResults.Accepted($"/api/v1/messages/{message.Id}", message.InLanguage());
    }

    private static async Task<Ok<MessageDto>> Get(
        Guid messageId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new GetMessage(messageId), cancellationToken)).InLanguage());

    private static async Task<Accepted<MessageDto>> Retry(
        Guid messageId,
        RetryBody body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Accepted(
            $"/api/v1/messages/{messageId}",
            (await mediator.Send(new RetryMessage(messageId, body.Confirm), cancellationToken)).InLanguage()
        );
}

/// <param name="Confirm">Needed where the answer was lost: the person may get the message twice.</param>
internal sealed record RetryBody(bool Confirm = false);
