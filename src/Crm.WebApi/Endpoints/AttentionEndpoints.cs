using Crm.Application.Common;
using Crm.Application.Notifications;
using Crm.WebApi.Authentication;
using Crm.WebApi.Errors;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

internal static class AttentionEndpoints
{
    public static void MapAttention(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/attention", List)
            .WithTags("Attention")
            .WithSummary("What needs a person now, most urgent first.")
            .RequireAuthorization(Policies.Admin);

    private static async Task<Ok<Page<AttentionAnswer>>> List(IMediator mediator, CancellationToken cancellationToken)
    {
        var items = await mediator.Send(new ListAttention(), cancellationToken);

        return TypedResults.Ok(new Page<AttentionAnswer>([.. items.Select(Answer)], NextCursor: null));
    }

    /// <summary>What it is, in the caller's language.</summary>
    private static string? Unnamed(AttentionItem item)
    {
        var key = $"attention_{item.ResourceType}_unnamed";

        return MemberTexts.Knows(key) ? MemberTexts.Say(key) : null;
    }

    private static AttentionAnswer Answer(AttentionItem item) =>
        new(
            item.Kind,
            item.Urgency,
            MemberTexts.Say("attention_" + item.Kind, ("name", item.Name ?? Unnamed(item)), ("count", item.Count)),
            item.Cause,
            item.Turn,
            item.Action,
            new(item.ResourceType, item.ResourceId, item.Name),
            item.Since,
            item.Deadline,
            item.Count
        );
}

/// <param name="Text">In the caller's language.</param>
/// <param name="Turn">Who has to act next.</param>
/// <param name="Action">What cures it.</param>
/// <param name="Deadline">When it stops working, or what is kept is deleted, unless somebody acts.</param>
internal sealed record AttentionAnswer(
    string Kind,
    AttentionUrgency Urgency,
    string Text,
    string? Cause,
    AttentionTurn Turn,
    string Action,
    AttentionSubject Resource,
    DateTimeOffset Since,
    DateTimeOffset? Deadline,
    int? Count
);

internal sealed record AttentionSubject(string Type, Guid? Id, string? Name);
