using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using FluentValidation;
using MediatR;

namespace Crm.Application.Venues;

/// <param name="ExternalId">The customer's own number of it; unique in the company.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="AccessLogRetentionDays">365 to 3650, default 730.</param>
public sealed record CreateVenue(
    string Name,
    string? ExternalId = null,
    string? TimeZone = null,
    string? Address = null,
    int? AccessLogRetentionDays = null
) : IRequest<VenueDto>;

internal sealed class CreateVenueValidator : AbstractValidator<CreateVenue>
{
    public CreateVenueValidator()
    {
        RuleFor(request => request.Name).NotEmpty();
        RuleFor(request => request.Name).IsVenueText(200);
        RuleFor(request => request.ExternalId).IsVenueExternalId();
        RuleFor(request => request.TimeZone).IsZone();
        RuleFor(request => request.Address).IsVenueText(500);
        RuleFor(request => request.AccessLogRetentionDays).IsRetention();
    }
}

internal sealed class CreateVenueHandler(IVenuesDb db, ITenantContext tenant, ICaller caller, TimeProvider time)
    : IRequestHandler<CreateVenue, VenueDto>
{
    public async Task<VenueDto> Handle(CreateVenue request, CancellationToken cancellationToken)
    {
        if (caller.Venues.IsLimited)
        {
            throw new DomainException("forbidden");
        }

        var venue = Venue.Create(
            tenant.TenantId,
            CleanText.Of(request.Name)!,
            CleanText.Of(request.ExternalId),
            CleanText.Of(request.Address),
            time.GetUtcNow(),
            CleanText.Of(request.TimeZone),
            request.AccessLogRetentionDays
        );
        await db.RequireFreeAsync(venue.ExternalId, venue.Id, cancellationToken);
        db.Venues.Add(venue);
        await db.SaveVenueAsync(cancellationToken);

        return VenueDto.From(venue);
    }
}
