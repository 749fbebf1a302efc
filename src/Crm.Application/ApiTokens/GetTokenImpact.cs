using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <summary>What a change would have refused in the last 30 days, before it is made.</summary>
/// <param name="Permissions">As the token would have; null: as it has.</param>
/// <param name="VenueIds">Venues by id or external id; null: as it has; empty: every venue.</param>
public sealed record GetTokenImpact(
    Guid TokenId,
    IReadOnlyList<TokenPermission>? Permissions,
    IReadOnlyList<string>? VenueIds
) : IRequest<TokenImpactDto>;

internal sealed class GetTokenImpactValidator : AbstractValidator<GetTokenImpact>
{
    public GetTokenImpactValidator()
    {
        RuleFor(request => request.Permissions).Levels();
        RuleFor(request => request.VenueIds).VenueNames().When(request => request.VenueIds is { Count: > 0 });
    }
}

internal sealed class GetTokenImpactHandler(IApiTokensDb db, IVenueReferences venues, ICaller caller, TimeProvider time)
    : IRequestHandler<GetTokenImpact, TokenImpactDto>
{
    private const int Days = 30;
    private static readonly short[] AlreadyRefused = [401, 403];

    public async Task<TokenImpactDto> Handle(GetTokenImpact request, CancellationToken cancellationToken)
    {
        var token =
            await db.Visible(caller.Venues)
                .AsNoTracking()
                .SingleOrDefaultAsync(token => token.Id == request.TokenId, cancellationToken)
            ?? throw new NotFoundException("API token");
        var permission = request.Permissions is { } levels ? TokenPermissions.Highest(levels) : token.Permission;
        var only = request.VenueIds switch
        {
            null => token.VenueIds,
            [] => null,
            var named => await venues.ResolveAsync(named, caller.Venues, cancellationToken),
        };

        var first = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - Days);
        var calls = await db
            .TokenUsages.Where(usage =>
                usage.TokenId == token.Id && usage.Day >= first && !AlreadyRefused.Contains(usage.Status)
            )
            .GroupBy(usage => new
            {
                usage.Method,
                usage.Needed,
                usage.NamedVenueId,
            })
            .Select(group => new TokenCalls(
                group.Key.Method,
                group.Key.Needed,
                group.Key.NamedVenueId,
                group.Sum(usage => usage.Requests)
            ))
            .ToListAsync(cancellationToken);
        var refused = calls.FindAll(call =>
            call.Needed > permission || (call.NamesVenue && only?.Contains(call.VenueId) is false)
        );

        return new(
            calls.Sum(call => call.Requests),
            refused.Sum(call => call.Requests),
            [
                .. refused
                    .GroupBy(call => (call.VenueId, call.NamesVenue, call.Method))
                    .Select(group => new RefusedCallsDto(
                        group.Key.NamesVenue ? group.Key.VenueId : null,
                        group.Key.Method,
                        group.Sum(call => call.Requests)
                    ))
                    .OrderByDescending(call => call.Requests),
            ],
            only is null ? 0 : calls.Except(refused).Where(call => !call.NamesVenue).Sum(call => call.Requests)
        );
    }

    private sealed record TokenCalls(string Method, TokenPermission Needed, Guid VenueId, long Requests)
    {
        public bool NamesVenue => VenueId != Guid.Empty;
    }
}

/// <param name="Requests">All that were let through in the last 30 days.</param>
/// <param name="Refused">How many of them would not have been.</param>
/// <param name="WithoutVenue">Calls that named no venue: they would have passed, and seen those venues alone.</param>
public sealed record TokenImpactDto(
    long Requests,
    long Refused,
    IReadOnlyList<RefusedCallsDto> RefusedCalls,
    long WithoutVenue
);

/// <param name="VenueId">The venue that the calls named; null: none.</param>
public sealed record RefusedCallsDto(Guid? VenueId, string Method, long Requests);
