using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.ApiTokens;

/// <summary>What is left out stays. Takes effect on every server within a second.</summary>
public sealed record ChangeApiToken(
    Guid TokenId,
    string? Name,
    IReadOnlyList<TokenPermission>? Permissions,
    Given<IReadOnlyList<string>?> VenueIds,
    Given<DateTimeOffset?> ExpiresAt,
    Given<IReadOnlyList<string>?> AllowedIps
) : IRequest<ApiTokenDto>;

internal sealed class ChangeApiTokenValidator : AbstractValidator<ChangeApiToken>
{
    public ChangeApiTokenValidator(TimeProvider time)
    {
        RuleFor(request => request.Name).TokenName().When(request => request.Name is not null);
        RuleFor(request => request.Permissions).Levels();
        RuleFor(request => request.VenueIds.Value).VenueNames().OverridePropertyName("venueIds");
        RuleFor(request => request.ExpiresAt.Value).InTheFuture(time).OverridePropertyName("expiresAt");
        RuleFor(request => request.AllowedIps.Value).Networks().OverridePropertyName("allowedIps");
    }
}

internal sealed class ChangeApiTokenHandler(IApiTokensDb db, IVenueReferences venues, ICaller caller, IAuditTrail audit)
    : IRequestHandler<ChangeApiToken, ApiTokenDto>
{
    public async Task<ApiTokenDto> Handle(ChangeApiToken request, CancellationToken cancellationToken)
    {
        var token = await db.Visible(caller.Venues).LoadAsync(request.TokenId, cancellationToken);
        var before = token.Terms;
        token.Change(
            new(
                request.Name is { } name ? CleanText.Of(name)! : before.Name,
                request.Permissions is { } levels ? TokenPermissions.Highest(levels) : before.Permission,
                request.VenueIds.IsGiven
                    ? await venues.ResolveAsync(request.VenueIds.Value, caller.Venues, cancellationToken)
                    : before.VenueIds,
                request.AllowedIps.Or(before.AllowedIps),
                request.ExpiresAt.Or(before.ExpiresAt)?.ToUniversalTime()
            )
        );

        if (TokenAudit.Changed(token, before) is { } change)
        {
            await audit.RecordAsync(change, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);

        return await db.ReadAsync(token, cancellationToken);
    }
}
