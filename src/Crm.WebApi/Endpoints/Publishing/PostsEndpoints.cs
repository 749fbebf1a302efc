using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing;
using Crm.Application.Publishing.Reading;
using Crm.Domain.ApiTokens;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using Crm.WebApi.Publishing;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.WebApi.Endpoints.Publishing;

/// <summary>Posts: everybody of the company reads them, members write them, through the accounts that they may see.</summary>
internal static class PostsEndpoints
{
    public static void MapPosts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/posts").WithTags("Posts").OpenToTokens();
        var reads = group.MapGroup("").RequireAuthorization(Policies.Viewer).RequireActiveSubscription();
        var writes = group.MapGroup("").RequireAuthorization(Policies.Member).RequireActiveSubscription();

        reads.MapGet("", List);
        // Media that are named by their address are fetched, which may take its time.
        writes.MapPost("", Create).Idempotent(IdempotencyMode.IntentFirst);
        // Asked while somebody types. It makes nothing, and media that it fetches are found again by what they hold.
        writes.MapPost("validate", Validate).Idempotent(IdempotencyMode.None);
        // Whoever asks spends of what the platform lets itself be asked in a day.
        writes.MapGet("authors/{accountId:guid}", Authors).OpenToTokens(TokenPermission.Write);
        reads.MapGet("{postId:guid}", Get);
        writes.MapPatch("{postId:guid}", Change);
        writes.MapDelete("{postId:guid}", Delete);
        writes.MapPost("{postId:guid}/retry", Retry);
        // A draft that somebody changed meanwhile must not go out unseen.
        writes.MapPost("{postId:guid}/publish", Publish).OfSeenVersion();
    }

    private static async Task<Ok<Page<PostDto>>> List(
        [AsParameters] PostsQuery query,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var page = await mediator.Send(query.ToRequest(), cancellationToken);

        return response.WithNextLink(page with { Data = [.. page.Data.Select(PostWords.InLanguage)] });
    }

    /// <summary>202 for what is published at once, 201 for what waits for its time or is a draft.</summary>
    private static async Task<Results<Created<PostDto>, Accepted<PostDto>>> Create(
        PostWish body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var post = (await mediator.Send(new CreatePost(body), cancellationToken)).InLanguage();
        var address = $"/api/v1/posts/{post.Id}";

        return post.Status is "publishing" ? TypedResults.Accepted(address, post) : TypedResults.Created(address, post);
    }

    private static async Task<Ok<PostCheckDto>> Validate(
        PostWish body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new ValidatePost(body), cancellationToken)).InLanguage());

    /// <param name="accountId">Whose posts may bear another name, such as that of an organisation.</param>
    private static async Task<Ok<Page<PostAuthor>>> Authors(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<PostAuthor>(
                await mediator.Send(new ListPostAuthors(accountId), cancellationToken),
                NextCursor: null
            )
        );

    private static async Task<Ok<PostDto>> Get(Guid postId, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok((await mediator.Send(new GetPost(postId), cancellationToken)).InLanguage());

    private static async Task<Ok<PostDto>> Change(
        Guid postId,
        PostChange body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new ChangePost(postId, body), cancellationToken)).InLanguage());

    private static async Task<NoContent> Delete(Guid postId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new DeletePost(postId), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Accepted<PostDto>> Retry(
        Guid postId,
        RetryPostBody? body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var request = new RetryPost(postId, body?.AccountId, body?.Confirm is true);
        var post = (await mediator.Send(request, cancellationToken)).InLanguage();

        return TypedResults.Accepted($"/api/v1/posts/{post.Id}", post);
    }

    private static async Task<Accepted<PostDto>> Publish(
        Guid postId,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var post = (await mediator.Send(new PublishPost(postId), cancellationToken)).InLanguage();

        return TypedResults.Accepted($"/api/v1/posts/{post.Id}", post);
    }
}

/// <param name="Confirm">A person has looked, and wants it sent again although it may be there.</param>
/// <param name="AccountId">Only there; null: wherever it failed.</param>
internal sealed record RetryPostBody(bool Confirm = false, Guid? AccountId = null);

internal sealed record PostsQuery
{
    /// <summary>draft; or pending, publishing, published, failed or unknown: of at least one target.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "accountId")]
    public Guid? AccountId { get; init; }

    /// <summary>Made at or after.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Made before.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>Published or to be published at or after.</summary>
    [FromQuery(Name = "plannedFrom")]
    public DateTimeOffset? PlannedFrom { get; init; }

    /// <summary>Published or to be published before.</summary>
    [FromQuery(Name = "plannedTo")]
    public DateTimeOffset? PlannedTo { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>1 to 200, default 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "includeTotal")]
    public bool? IncludeTotal { get; init; }

    public ListPosts ToRequest() =>
        new(
            Status,
            AccountId,
            From?.ToUniversalTime(),
            To?.ToUniversalTime(),
            new(PlannedFrom?.ToUniversalTime(), PlannedTo?.ToUniversalTime()),
            Cursor,
            Limit ?? 50,
            IncludeTotal is true
        );
}
