using System.Text.Json;
using Crm.Application.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Venues.HotspotUsers;

/// <summary>Whoever has the same MAC, phone or e-mail in the venue is visited again instead of added.</summary>
/// <param name="VenueId">The venue's id or its external id.</param>
/// <param name="Language">BCP 47, such as <c>tr</c> or <c>ar-SA</c>.</param>
public sealed record AddHotspotUser(
    string VenueId,
    string? FullName = null,
    string? Email = null,
    string? Phone = null,
    string? MacAddress = null,
    string? Language = null,
    MarketingConsentData? MarketingConsent = null,
    JsonElement? CustomFields = null
) : IRequest<AddedHotspotUser>
{
    internal GuestData Data => new(FullName, Email, Phone, MacAddress, Language, MarketingConsent, CustomFields);
}

internal sealed class AddHotspotUserValidator : AbstractValidator<AddHotspotUser>
{
    public AddHotspotUserValidator(GuestInput input)
    {
        RuleFor(request => request.VenueId).NotEmpty().MaximumLength(100);
        RuleFor(request => request)
            .CustomAsync((request, context, token) => input.CheckAsync(request.Data, mustName: true, context, token));
    }
}

internal sealed class AddHotspotUserHandler(IHotspotStore store, IVenueReferences venues, GuestInput input)
    : IRequestHandler<AddHotspotUser, AddedHotspotUser>
{
    public async Task<AddedHotspotUser> Handle(AddHotspotUser request, CancellationToken cancellationToken)
    {
        var venueId = await venues.ResolveAsync(request.VenueId, cancellationToken);
        var details = await input.ReadAsync(request.Data, cancellationToken);
        var (user, isNew) = await store.VisitAsync(venueId, details, input.Consent(request.Data), cancellationToken);

        return new(HotspotUserDto.From(user), isNew);
    }
}

public sealed record AddedHotspotUser(HotspotUserDto User, bool IsNew);
