using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

/// <summary>Only a venue that nothing belongs to: what its guests and leads belonged to must stay known, and its access log by law.</summary>
public sealed record DeleteVenue(Guid VenueId) : IRequest;

internal sealed class DeleteVenueHandler(IVenuesDb db, IVenueUse use, IAuditTrail audit)
    : AsyncRequestHandler<DeleteVenue>
{
    protected override async Task Handle(DeleteVenue request, CancellationToken cancellationToken)
    {
        var venue =
            await db.Venues.SingleOrDefaultAsync(venue => venue.Id == request.VenueId, cancellationToken)
            ?? throw new NotFoundException("Venue");
        var (hotspotUsers, leads, accounts, accessLogDays) = await use.CountAsync(venue.Id, cancellationToken);
        if (hotspotUsers + leads + accounts + accessLogDays > 0)
        {
            throw new DomainException(
                "venue_in_use",
                ("hotspotUsers", hotspotUsers),
                ("leads", leads),
                ("accounts", accounts),
                ("accessLogDays", accessLogDays)
            );
        }

        // A lead that is taken in at this very moment, or by a server that remembers the venue for half a minute more, may still
        // come to name it. A foreign key would have every lead wait at its venue's row; whoever reads leads never asks for the venue.
        db.Venues.Remove(venue);
        await audit.RecordAsync(new("venue.deleted", "venue", venue.Id), cancellationToken);
        await db.SaveVenueAsync(cancellationToken);
    }
}

/// <summary>What belongs to a venue, in all modules.</summary>
public interface IVenueUse
{
    Task<VenueUse> CountAsync(Guid venueId, CancellationToken cancellationToken);
}

public sealed record VenueUse(long HotspotUsers, long Leads, long Accounts, long AccessLogDays);
