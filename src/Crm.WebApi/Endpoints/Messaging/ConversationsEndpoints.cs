using Crm.Application.Common;
using Crm.Application.Messaging.Conversations;
using Crm.Application.Messaging.Templates;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.Messaging;

/// <summary>What people and the company wrote to each other, and the templates that may be sent to anybody.</summary>
internal static class ConversationsEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Messages").OpenToTokens();
        var reads = group.MapGroup("").RequireAuthorization(Policies.Viewer);

        reads.MapGet("conversations", List);
        reads.MapGet("conversations/{conversationId:guid}", Get);
        reads.MapGet("conversations/{conversationId:guid}/messages", ListOf);
        reads.MapGet("message-templates", ListTemplates);
        group
            .MapPost("message-templates/sync", Sync)
            .RequireAuthorization(Policies.Member)
            .RequireActiveSubscription()
            .Idempotent(IdempotencyMode.IntentFirst);
    }

    private static async Task<Ok<Page<ConversationDto>>> List(
        Guid? accountId,
        Guid? leadId,
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(new ListConversations(accountId, leadId, cursor, limit ?? 50), cancellationToken)
        );

    private static async Task<Ok<ConversationDto>> Get(
        Guid conversationId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetConversation(conversationId), cancellationToken));

    private static async Task<Ok<Page<MessageDto>>> ListOf(
        Guid conversationId,
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            (await mediator.Send(new ListMessages(conversationId, cursor, limit ?? 50), cancellationToken)).InLanguage()
        );

    private static async Task<Ok<Page<MessageTemplateDto>>> ListTemplates(
        Guid? accountId,
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        if (accountId is { } id && cursor is null)
        {
            await mediator.Send(new SyncTemplates(id, OnlyIfStale: true), cancellationToken);
        }

        return response.WithNextLink(
            await mediator.Send(new ListMessageTemplates(accountId, cursor, limit ?? 50), cancellationToken)
        );
    }

    private static async Task<Ok<Page<MessageTemplateDto>>> Sync(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new SyncTemplates(accountId), cancellationToken);

        return TypedResults.Ok(
            await mediator.Send(new ListMessageTemplates(accountId, Cursor: null, Limit: 50), cancellationToken)
        );
    }
}
