using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Integrations.History;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.WebApi.Authentication;
using Crm.WebApi.Connections;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using Crm.WebApi.Languages;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.WebApi.Endpoints;

/// <summary>Accounts at other platforms: everybody of the company sees them, admins change them.</summary>
internal static class IntegrationsEndpoints
{
    public static void MapIntegrations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/integrations").WithTags("Integrations");
        var reads = group.MapGroup("").RequireAuthorization(Policies.Viewer).RequireActiveSubscription();
        var changes = group.MapGroup("").RequireAuthorization(Policies.Admin).RequireActiveSubscription();

        reads.MapGet("platforms", Platforms);
        reads.MapGet("accounts", List);
        changes.MapPost("accounts", Create).Idempotent(IdempotencyMode.IntentFirst);
        reads.MapGet("accounts/{accountId:guid}", Get).Produces<AccountDto>();
        changes.MapPatch("accounts/{accountId:guid}", Change);
        group.MapDelete("accounts/{accountId:guid}", Delete).RequireAuthorization(Policies.Admin);
        changes.MapPost("accounts/{accountId:guid}/rotate-webhook-key", RotateWebhookKey).AnswersWithSecret();
        changes.MapPut("accounts/{accountId:guid}/credentials", Credentials);
        changes.MapPost("accounts/{accountId:guid}/test", Test).Idempotent(IdempotencyMode.IntentFirst);
        changes.MapPost("accounts/{accountId:guid}/sync", Sync).Idempotent(IdempotencyMode.IntentFirst);
        foreach (var path in new[] { "login-link", "beyondvisit/login-link" })
        {
            changes
                .MapPost($"accounts/{{accountId:guid}}/{path}", LoginLink)
                .Idempotent(IdempotencyMode.IntentFirst, holdsSecret: true);
        }

        reads.MapGet("accounts/{accountId:guid}/profile", Profile);
        reads.MapGet("accounts/{accountId:guid}/tiktok-profile", Profile);
        reads.MapGet("accounts/{accountId:guid}/videos", Videos);
        reads.MapGet("accounts/{accountId:guid}/tiktok-videos", Videos);
        reads.MapGet("accounts/{accountId:guid}/stats", Stats);
        reads.MapGet("accounts/{accountId:guid}/logs", Logs);
    }

    private static async Task<Ok<Page<PlatformDto>>> Platforms(
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<PlatformDto>(
                await mediator.Send(new ListPlatforms(RequestLanguage.Current), cancellationToken),
                NextCursor: null
            )
        );

    private static async Task<Ok<Page<AccountDto>>> List(
        string? platform,
        string? status,
        string? cursor,
        int? limit,
        bool? includeTotal,
        Caller user,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var request = new ListAccounts(platform, status, cursor, limit ?? 50, IsAdmin(user), includeTotal is true);
        var page = await mediator.Send(request, cancellationToken);

        return response.WithNextLink(page with { Data = [.. page.Data.Select(AccountRemedies.InLanguage)] });
    }

    private static async Task<Created<AccountDto>> Create(
        CreateAccount body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var account = (await mediator.Send(body, cancellationToken)).InLanguage();

        return TypedResults.Created($"/api/integrations/accounts/{account.Id}/", account);
    }

    private static async Task<IResult> Get(
        Guid accountId,
        Caller user,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var found = await mediator.Send(new GetAccount(accountId, IsAdmin(user)), cancellationToken);
        var account = found.Account.InLanguage();

        return context.Versioned(account, context.VersionOf(account, found.Version));
    }

    private static async Task<Ok<AccountDto>> Change(
        Guid accountId,
        AccountChanges body,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var request = new ChangeAccount(
            accountId,
            body.Name,
            body.AcceptsUnsigned,
            body.VenueIds,
            context.Request.WantedVersions()
        );
        var changed = await mediator.Send(request, cancellationToken);
        var account = changed.Account.InLanguage();
        context.Response.Headers.ETag = $"\"{context.VersionOf(account, changed.Version)}\"";

        return TypedResults.Ok(account);
    }

    private static async Task<NoContent> Delete(
        Guid accountId,
        HttpRequest request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new DeleteAccount(accountId, request.WantedVersions()), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<AccountDto>> RotateWebhookKey(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new RotateWebhookKey(accountId), cancellationToken)).InLanguage());

    /// <param name="body">All values, by the names of the platform's credential fields.</param>
    private static async Task<Ok<AccountDto>> Credentials(
        Guid accountId,
        Dictionary<string, Secret?> body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new SetCredentials(accountId, body), cancellationToken)).InLanguage());

    private static async Task<Ok<AccountTestDto>> Test(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new TestAccount(accountId), cancellationToken));

    private static async Task<Ok<SignInLink>> LoginLink(
        Guid accountId,
        LoginLinkBody? body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        response.Headers.CacheControl = "no-store";

        return TypedResults.Ok(
            await mediator.Send(new CreateSignInLink(accountId, body?.UserToken), cancellationToken)
        );
    }

    private static async Task<Ok<AccountDto>> Sync(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await mediator.Send(new SyncAccount(accountId), cancellationToken)).InLanguage());

    private static async Task<Ok<ProfileDto>> Profile(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetProfile(accountId), cancellationToken));

    private static async Task<Ok<VideosDto>> Videos(
        Guid accountId,
        string? cursor,
        [FromQuery(Name = "max_count")] int? maxCount,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new ListVideos(accountId, cursor, maxCount ?? 20), cancellationToken));

    private static async Task<Ok<Page<AccountDayDto>>> Stats(
        Guid accountId,
        DateOnly? from,
        DateOnly? to,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<AccountDayDto>(
                await mediator.Send(new GetStats(accountId, from, to), cancellationToken),
                NextCursor: null
            )
        );

    private static async Task<Ok<Page<LogEntryDto>>> Logs(
        Guid accountId,
        string? direction,
        string? outcome,
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(
                new ListIntegrationLog(accountId, direction, outcome, cursor, limit ?? 50, includeTotal is true),
                cancellationToken
            )
        );

    private static bool IsAdmin(Caller user) => user.Session.Role >= Role.Admin;
}

/// <param name="UserToken">Null: the one that was pasted for the account.</param>
internal sealed record LoginLinkBody(string? UserToken = null);

/// <param name="AcceptsUnsigned">Whether its webhook address takes deliveries without a signature.</param>
/// <param name="VenueIds">Ids or external ids of the venues that it works for; empty: of none in particular.</param>
internal sealed record AccountChanges(
    string? Name = null,
    bool? AcceptsUnsigned = null,
    IReadOnlyList<string>? VenueIds = null
);
