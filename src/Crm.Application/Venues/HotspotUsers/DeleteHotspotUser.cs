using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.HotspotUsers;

/// <summary>Removes the guest with all consents from this venue.</summary>
/// <param name="Erase">Removes the person from everything that the company knows, for good.</param>
public sealed record DeleteHotspotUser(Guid UserId, bool Erase) : IRequest;

internal sealed class DeleteHotspotUserHandler(IVenuesDb db, IErasure erasure, IAuditTrail audit, ICaller caller)
    : AsyncRequestHandler<DeleteHotspotUser>
{
    protected override async Task Handle(DeleteHotspotUser request, CancellationToken cancellationToken)
    {
        var user =
            await db.HotspotUsers.SingleOrDefaultAsync(user => user.Id == request.UserId, cancellationToken)
            ?? throw new NotFoundException("HotspotUser");
        if (!request.Erase)
        {
            db.HotspotUsers.Remove(user);
            await audit.RecordAsync(new("hotspot_user.deleted", "hotspot_user", user.Id), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        // A person is in many venues: nobody erases where they may not look.
        if (caller.Venues.IsLimited)
        {
            throw new DomainException("forbidden");
        }

        await erasure.EraseAsync(Traits(user), "hotspot_user.erased", "hotspot_user", user.Id, cancellationToken);
    }

    private static PersonTraits Traits(HotspotUser user) =>
        new(
            user.NormalizedEmail is { } email ? [email] : [],
            user.Phone is { } phone ? [phone] : [],
            user.MacAddress is { } mac ? [mac] : [],
            LeadIds: [],
            HotspotUserIds: [user.Id]
        );
}
