using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <param name="Permissions">Levels; each includes the ones before it.</param>
/// <param name="VenueIds">Venues by id or external id; null: every venue.</param>
/// <param name="ExpiresAt">Null: it does not expire.</param>
/// <param name="AllowedIps">Addresses and networks it works from; null: anywhere.</param>
public sealed record CreateApiToken(
    string Name,
    IReadOnlyList<TokenPermission> Permissions,
    IReadOnlyList<string>? VenueIds = null,
    DateTimeOffset? ExpiresAt = null,
    IReadOnlyList<string>? AllowedIps = null
) : IRequest<IssuedToken>;

internal sealed class CreateApiTokenValidator : AbstractValidator<CreateApiToken>
{
    public CreateApiTokenValidator(TimeProvider time)
    {
        RuleFor(request => request.Name).TokenName();
        RuleFor(request => request.Permissions).Levels();
        RuleFor(request => request.VenueIds).VenueNames();
        RuleFor(request => request.ExpiresAt).InTheFuture(time);
        RuleFor(request => request.AllowedIps).Networks();
    }
}

internal sealed class CreateApiTokenHandler(
    IApiTokensDb db,
    IVenueReferences venues,
    ICaller caller,
    ITenantContext tenant,
    IPlanLimits limits,
    IAuditTrail audit,
    ICurrentUser user,
    TimeProvider time
) : IRequestHandler<CreateApiToken, IssuedToken>
{
    public async Task<IssuedToken> Handle(CreateApiToken request, CancellationToken cancellationToken)
    {
        await using var room = await limits.RequireRoomAsync(
            PlanResource.ApiTokens,
            () => db.ApiTokens.CountAsync(token => token.RevokedAt == null, cancellationToken),
            cancellationToken
        );
        var terms = new TokenTerms(
            CleanText.Of(request.Name)!,
            TokenPermissions.Highest(request.Permissions),
            await venues.ResolveAsync(request.VenueIds, caller.Venues, cancellationToken),
            request.AllowedIps,
            request.ExpiresAt?.ToUniversalTime()
        );

        var (secret, prefix, hash) = TokenText.Issue();
        var token = ApiToken.Create(tenant.TenantId, user.PersonId, terms, (prefix, hash), time.GetUtcNow());
        db.ApiTokens.Add(token);
        await audit.RecordAsync(TokenAudit.Created(token), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await room.TakeAsync(cancellationToken);

        return new(ApiTokenDto.From(token, activity: null), secret);
    }
}
