using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
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
        RuleFor(request => request.ExternalId).IsVenueText(100);
        RuleFor(request => request.TimeZone).IsZone();
        RuleFor(request => request.Address).IsVenueText(500);
        RuleFor(request => request.AccessLogRetentionDays).IsRetention();
    }
}

internal sealed class ChangeVenueHandler(IVenuesDb db, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<ChangeVenue, VenueDto>
{
    public async Task<VenueDto> Handle(ChangeVenue request, CancellationToken cancellationToken)
    {
        var venue =
            await db.Venues.SingleOrDefaultAsync(venue => venue.Id == request.VenueId, cancellationToken)
            ?? throw new NotFoundException("Venue");
        var kept = venue.AccessLogRetentionDays;
        venue.Change(
            request.Name,
            request.ExternalId,
            request.TimeZone,
            request.Address,
            request.AccessLogRetentionDays,
            time.GetUtcNow()
        );
        await db.RequireFreeAsync(venue.ExternalId, venue.Id, cancellationToken);
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

    private static Dictionary<string, object?> Days(int days) =>
        new(StringComparer.Ordinal) { ["accessLogRetentionDays"] = days };
}
