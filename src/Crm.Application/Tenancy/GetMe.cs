using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

/// <summary>Who is signed in, where, and what they may do there.</summary>
public sealed record GetMe : IRequest<GetMeResponse>;

internal sealed class GetMeHandler(
    IPeople people,
    IMemberships memberships,
    ITenancyDb db,
    ICurrentUser user,
    ITenantContext tenant,
    TimeProvider time
) : IRequestHandler<GetMe, GetMeResponse>
{
    public async Task<GetMeResponse> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var person =
            await people.FindAsync(user.PersonId, cancellationToken) ?? throw new DomainException("unauthorized");
        var all = await memberships.OfAsync(person.Id, cancellationToken);
        var me = MeUser.Of(person);
        if (!tenant.IsSet)
        {
            return new(me, null, null, [], null, null, all);
        }

        var place = await db
            .Memberships.AsNoTracking()
            .SingleAsync(own => own.PersonId == person.Id, cancellationToken);
        var company = await db.Tenants.AsNoTracking().SingleAsync(cancellationToken);
        var subscription = await db.Subscriptions.AsNoTracking().SingleAsync(cancellationToken);

        return new(
            me,
            MeTenant.Of(company),
            place.Role,
            RolePermissions.Of(place.Role),
            place.VenueIds,
            MeSubscription.Of(subscription, time.GetUtcNow()),
            all
        );
    }
}

/// <param name="Tenant">Null, as role and subscription, for a platform administrator outside every tenant.</param>
/// <param name="VenueIds">The venues that the person is limited to here; null: none in particular.</param>
public sealed record GetMeResponse(
    MeUser User,
    MeTenant? Tenant,
    Role? Role,
    IReadOnlyList<string> Permissions,
    IReadOnlyList<Guid>? VenueIds,
    MeSubscription? Subscription,
    IReadOnlyList<MembershipDto> Memberships
);

public sealed record MeUser(
    Guid Id,
    string Email,
    string FullName,
    string Locale,
    bool EmailConfirmed,
    bool IsPlatformAdmin,
    bool TwoFactorEnabled
)
{
    internal static MeUser Of(PersonDto person) =>
        new(
            person.Id,
            person.Email,
            person.FullName,
            person.Locale,
            person.EmailConfirmed,
            person.IsPlatformAdmin,
            person.TwoFactorEnabled
        );
}

public sealed record MeTenant(Guid Id, string Name, string Locale, string TimeZone, string Country, string Currency)
{
    internal static MeTenant Of(Tenant tenant) =>
        new(tenant.TenantId.Value, tenant.Name, tenant.Locale, tenant.TimeZone, tenant.Country, tenant.Currency);
}

public sealed record MeSubscription(string Plan, SubscriptionStatus Status, DateTimeOffset PeriodEndsAt, bool IsActive)
{
    internal static MeSubscription Of(Subscription subscription, DateTimeOffset now) =>
        new(subscription.Plan, subscription.Status, subscription.PeriodEndsAt, subscription.IsActive(now));
}
