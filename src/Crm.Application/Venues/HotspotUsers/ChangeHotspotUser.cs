using System.Text.Json;
using Crm.Application.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Venues.HotspotUsers;

/// <param name="Data">What is not given stays, or is known no more where <paramref name="ReplacesAll"/>.</param>
/// <param name="VenueId">The venue's id or its external id; null: as it is.</param>
public sealed record ChangeHotspotUser(Guid UserId, string? VenueId, GuestData Data, bool ReplacesAll)
    : IRequest<HotspotUserDto>;

internal sealed class ChangeHotspotUserValidator : AbstractValidator<ChangeHotspotUser>
{
    public ChangeHotspotUserValidator(GuestInput input)
    {
        RuleFor(request => request.VenueId).MaximumLength(100);
        RuleFor(request => request)
            .CustomAsync(
                (request, context, token) => input.CheckAsync(request.Data, request.ReplacesAll, context, token)
            );
    }
}

internal sealed class ChangeHotspotUserHandler(
    IHotspotStore store,
    IVenueReferences venues,
    GuestInput input,
    TimeProvider time
) : IRequestHandler<ChangeHotspotUser, HotspotUserDto>
{
    public async Task<HotspotUserDto> Handle(ChangeHotspotUser request, CancellationToken cancellationToken)
    {
        Guid? venueId = request.VenueId is null ? null : await venues.ResolveAsync(request.VenueId, cancellationToken);
        var details = await input.ReadAsync(request.Data, cancellationToken);
        var now = time.GetUtcNow();
        var changed = await store.ChangeAsync(
            request.UserId,
            user =>
            {
                if (request.ReplacesAll)
                {
                    user.Replace(details, now);
                }
                else
                {
                    user.Correct(details, now);
                }

                if (venueId is { } venue)
                {
                    user.MoveTo(venue, now);
                }
            },
            details,
            input.Consent(request.Data),
            cancellationToken
        );

        return HotspotUserDto.From(changed);
    }
}

/// <summary>The body of PUT and PATCH.</summary>
/// <param name="VenueId">The venue's id or its external id.</param>
public sealed record HotspotUserChange(
    string? VenueId = null,
    string? FullName = null,
    string? Email = null,
    string? Phone = null,
    string? MacAddress = null,
    string? Language = null,
    MarketingConsentData? MarketingConsent = null,
    JsonElement? CustomFields = null
)
{
    public ChangeHotspotUser For(Guid userId, bool replacesAll) =>
        new(
            userId,
            VenueId,
            new(FullName, Email, Phone, MacAddress, Language, MarketingConsent, CustomFields),
            replacesAll
        );
}
