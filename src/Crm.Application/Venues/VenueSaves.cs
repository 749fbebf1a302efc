using System.Data.Common;
using Crm.Application.Common;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

internal static class VenueSaves
{
    private const string UniqueViolation = "23505";
    private const string ForeignKeyViolation = "23503";

    /// <summary>Whoever names a venue must mean one, also among those that the caller does not see.</summary>
    public static async Task RequireFreeAsync(
        this IVenuesDb db,
        string? externalId,
        Guid venueId,
        CancellationToken cancellationToken
    )
    {
        if (externalId is null)
        {
            return;
        }

        if (
            await db
                .Venues.IgnoreQueryFilters([VenueScope.Filter])
                .AnyAsync(venue => venue.Id != venueId && venue.ExternalId == externalId, cancellationToken)
        )
        {
            throw new DomainException("external_id_taken");
        }
    }

    /// <summary>Somebody else may take the external id, or fill the venue, at this very moment.</summary>
    public static async Task SaveVenueAsync(this IVenuesDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is DbException { SqlState: UniqueViolation })
        {
            throw new DomainException("external_id_taken");
        }
        catch (DbUpdateException exception)
            when (exception.InnerException is DbException { SqlState: ForeignKeyViolation })
        {
            throw new DomainException("concurrent_change");
        }
    }
}
