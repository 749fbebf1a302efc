using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

/// <summary>A member that is not given stays; empty text clears it.</summary>
public sealed record ChangeVenue(
    Guid VenueId,
    string? Name,
    string? ExternalId,
    string? TimeZone,
    string? Address,
    int? AccessLogRetentionDays
) : IRequest<VenueDto>;

internal sealed class ChangeVenueValidator : AbstractValidator<ChangeVenue>
{
    public ChangeVenueValidator()
    {
        RuleFor(request => request.Name).NotEmpty().When(request => request.Name is not null);
        RuleFor(request => request.Name).IsVenueText(200);
        RuleFor(request => request.ExternalId).IsVenueExternalId();
        RuleFor(request => request.TimeZone).IsZone();
        RuleFor(request => request.Address).IsVenueText(500);
        RuleFor(request => request.AccessLogRetentionDays).IsRetention();
    }
}

internal sealed class ChangeVenueHandler(IVenuesDb db, ICaller caller, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<ChangeVenue, VenueDto>
{
    public async Task<VenueDto> Handle(ChangeVenue request, CancellationToken cancellationToken)
    {
        var venue =
            await db.Venues.SingleOrDefaultAsync(venue => venue.Id == request.VenueId, cancellationToken)
            ?? throw new NotFoundException("Venue");
        // What the law asks to be kept is a person's to decide: a copied token must not have it deleted.
        if (request.AccessLogRetentionDays is not null && caller.Actor.Kind is not ActorKind.Person)
        {
            throw new DomainException("forbidden");
        }

        var (kept, name) = (venue.AccessLogRetentionDays, venue.ExternalId);
        venue.Change(
            request.Name,
            request.ExternalId,
            request.TimeZone,
            request.Address,
            request.AccessLogRetentionDays,
            time.GetUtcNow()
        );
        if (venue.ExternalId != name)
        {
            await RequireFreeAsync(venue, cancellationToken);
        }

        if (venue.AccessLogRetentionDays != kept)
        {
            await audit.RecordAsync(
                new("venue.access_log_retention_changed", "venue", venue.Id)
                {
                    Before = Days(kept),
                    After = Days(venue.AccessLogRetentionDays),
                },
                cancellationToken
            );
        }

        await db.SaveVenueAsync(cancellationToken);

        return VenueDto.From(venue);
    }

    private Task RequireFreeAsync(Venue venue, CancellationToken cancellationToken) =>
        // The answer tells which external ids the venues have that a limited caller must not know of.
        caller.Venues.IsLimited
            ? throw new DomainException("forbidden")
            : db.RequireFreeAsync(venue.ExternalId, venue.Id, cancellationToken);

    private static Dictionary<string, object?> Days(int days) =>
        new(StringComparer.Ordinal) { ["accessLogRetentionDays"] = days };
}
