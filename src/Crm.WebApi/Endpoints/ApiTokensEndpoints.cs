using Crm.Application.ApiTokens;
using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>Admins give tokens to programs; a token itself sees no more than what it is.</summary>
internal static class ApiTokensEndpoints
{
    public static void MapApiTokens(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/api-tokens").WithTags("API tokens");
        var admins = group.MapGroup("").RequireAuthorization(Policies.Admin);

        admins.MapGet("", List);
        admins.MapPost("", Create).AnswersWithSecret();
        group
            .MapGet("current", Current)
            .RequireAuthorization(Policies.Viewer)
            .OpenToTokens(TokenPermission.Read)
            .WithSummary("The token that calls");
        admins.MapGet("{tokenId:guid}", Get);
        admins.MapPatch("{tokenId:guid}", Change);
        admins.MapDelete("{tokenId:guid}", Revoke);
        admins.MapPost("{tokenId:guid}/rotate", Rotate).AnswersWithSecret();
        admins.MapGet("{tokenId:guid}/usage", Usage);
        admins.MapGet("{tokenId:guid}/impact", Impact).WithSummary("What a change would have refused");
    }

    private static async Task<Ok<Page<ApiTokenDto>>> List(
        int? unusedDays,
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(
                new ListApiTokens(unusedDays, cursor, limit ?? 50, includeTotal is true),
                cancellationToken
            )
        );

    private static async Task<Created<IssuedTokenAnswer>> Create(
        CreateApiToken body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var issued = await mediator.Send(body, cancellationToken);

        return TypedResults.Created($"/api/v1/api-tokens/{issued.Token.Id}", Hand(issued, response));
    }

    private static async Task<Ok<CurrentTokenDto>> Current(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetCurrentToken(), cancellationToken));

    private static async Task<Ok<ApiTokenDto>> Get(
        Guid tokenId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetApiToken(tokenId), cancellationToken));

    private static async Task<Ok<ApiTokenDto>> Change(
        Guid tokenId,
        ApiTokenChanges body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new ChangeApiToken(
                    tokenId,
                    body.Name,
                    body.Permissions,
                    body.VenueIds,
                    body.ExpiresAt,
                    body.AllowedIps
                ),
                cancellationToken
            )
        );

    private static async Task<NoContent> Revoke(Guid tokenId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new RevokeApiToken(tokenId), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<IssuedTokenAnswer>> Rotate(
        Guid tokenId,
        RotationBody? body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            Hand(
                await mediator.Send(new RotateApiToken(tokenId, body?.OverlapSeconds ?? 0), cancellationToken),
                response
            )
        );

    private static async Task<Ok<Page<TokenDayDto>>> Usage(
        Guid tokenId,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetTokenUsage(tokenId, from, to), cancellationToken));

    private static async Task<Ok<TokenImpactDto>> Impact(
        Guid tokenId,
        string? permissions,
        string? venueIds,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new GetTokenImpact(
                    tokenId,
                    permissions is not null ? [.. Split(permissions).Select(Level)] : null,
                    venueIds is not null ? [.. Split(venueIds)] : null
                ),
                cancellationToken
            )
        );

    private static IssuedTokenAnswer Hand(IssuedToken issued, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";

        return IssuedTokenAnswer.From(issued);
    }

    // Repeated or with commas, as people write lists in addresses.
    private static string[] Split(string values) =>
        values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static TokenPermission Level(string name) =>
        name switch
        {
            "read" => TokenPermission.Read,
            "write" => TokenPermission.Write,
            "delete" => TokenPermission.Delete,
            _ => throw new ValidationException([
                new("permissions", "Expected read, write or delete.") { ErrorCode = "token_permissions" },
            ]),
        };
}

/// <summary>What is left out stays as it was.</summary>
/// <param name="Permissions">Levels; each includes the ones before it.</param>
internal sealed record ApiTokenChanges(string? Name = null, IReadOnlyList<TokenPermission>? Permissions = null)
{
    /// <summary>Venues by id or external id; null: every venue.</summary>
    public Given<IReadOnlyList<string>?> VenueIds { get; init; }

    /// <summary>Null: it does not expire.</summary>
    public Given<DateTimeOffset?> ExpiresAt { get; init; }

    /// <summary>Addresses and networks it works from; null: anywhere.</summary>
    public Given<IReadOnlyList<string>?> AllowedIps { get; init; }
}

/// <param name="OverlapSeconds">How long the token as it was still works, at most seven days; 0, or nothing: no longer.</param>
internal sealed record RotationBody(int? OverlapSeconds = null);

/// <param name="Token">The token itself, shown here and never again.</param>
/// <param name="VenueIds">Null: every venue.</param>
internal sealed record IssuedTokenAnswer(
    string Token,
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<TokenPermission> Permissions,
    IReadOnlyList<Guid>? VenueIds,
    IReadOnlyList<string>? AllowedIps,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedIp,
    long RequestCount
)
{
    public static IssuedTokenAnswer From(IssuedToken issued)
    {
        var token = issued.Token;

        return new(
            issued.Secret.Reveal(),
            token.Id,
            token.Name,
            token.Prefix,
            token.Permissions,
            token.VenueIds,
            token.AllowedIps,
            token.CreatedBy,
            token.CreatedAt,
            token.ExpiresAt,
            token.LastUsedAt,
            token.LastUsedIp,
            token.RequestCount
        );
    }
}
