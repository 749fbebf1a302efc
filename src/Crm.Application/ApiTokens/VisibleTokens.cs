using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <summary>The tokens that a caller may see and change: none that was revoked, none that reaches further than the caller.</summary>
internal static class VisibleTokens
{
    public static IQueryable<ApiToken> Visible(this IApiTokensDb db, VenueScope scope)
    {
        var tokens = db.ApiTokens.Where(token => token.RevokedAt == null);
        if (scope.Only is not { } venues)
        {
            return tokens;
        }

        return tokens.Where(token => token.VenueIds != null && token.VenueIds.All(id => venues.Contains(id)));
    }

    /// <summary>With its use, to be read and not to be changed.</summary>
    public static IQueryable<TokenRow> WithUse(this IApiTokensDb db, IQueryable<ApiToken> tokens) =>
        from token in tokens.AsNoTracking()
        join used in db.TokenActivities.AsNoTracking() on token.Id equals used.TokenId into uses
        from used in uses.DefaultIfEmpty()
        select new TokenRow { Token = token, Activity = used };

    /// <summary>One to be changed.</summary>
    public static async Task<ApiToken> LoadAsync(
        this IQueryable<ApiToken> visible,
        Guid tokenId,
        CancellationToken cancellationToken
    ) =>
        await visible.SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken)
        ?? throw new NotFoundException("API token");

    public static async Task<ApiTokenDto> ReadAsync(
        this IApiTokensDb db,
        ApiToken token,
        CancellationToken cancellationToken
    ) =>
        ApiTokenDto.From(
            token,
            await db
                .TokenActivities.AsNoTracking()
                .SingleOrDefaultAsync(used => used.TokenId == token.Id, cancellationToken)
        );

    /// <summary>The venues that are named, by id; null: every venue, which who is limited to some cannot give away.</summary>
    public static async Task<IReadOnlyList<Guid>?> ResolveAsync(
        this IVenueReferences venues,
        IReadOnlyList<string>? named,
        VenueScope scope,
        CancellationToken cancellationToken
    )
    {
        if (named is null)
        {
            return scope.IsLimited ? throw new DomainException("forbidden") : null;
        }

        return await venues.ResolveAllAsync(named, cancellationToken);
    }
}

internal sealed record TokenRow
{
    public required ApiToken Token { get; init; }

    /// <summary>Null: never used.</summary>
    public required TokenActivity? Activity { get; init; }
}
