using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

internal static class MemberRules
{
    private const int MostVenues = 200;
    private const int LongestVenue = 100;

    /// <summary>The caller's own place, as it is now and not as the access token remembers it.</summary>
    public static async Task<Membership> CallersPlaceAsync(
        this ITenancyDb db,
        ICurrentUser user,
        CancellationToken cancellationToken
    ) =>
        await db
            .Memberships.AsNoTracking()
            .SingleOrDefaultAsync(own => own.PersonId == user.PersonId, cancellationToken)
        ?? throw new DomainException("forbidden");

    /// <summary>Loaded to be changed.</summary>
    public static async Task<Membership> MemberAsync(
        this ITenancyDb db,
        Guid personId,
        CancellationToken cancellationToken
    ) =>
        await db.Memberships.SingleOrDefaultAsync(member => member.PersonId == personId, cancellationToken)
        ?? throw new NotFoundException("Member");

    /// <summary>Owners alone make, change and remove owners.</summary>
    public static void RequireRightOver(this Membership caller, params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (!caller.HasRightOver(role))
            {
                throw new DomainException("forbidden");
            }
        }
    }

    public static bool HasRightOver(this Membership caller, Role role) =>
        caller.Role is Role.Owner || role is not Role.Owner;

    /// <summary>
    /// Somebody stops being an owner. Writes to the tenant's row, so that of two owners who leave, or remove each other,
    /// at once only one gets through: the other's view of who remains is out of date.
    /// </summary>
    public static async Task KeepAnOwnerAsync(
        this ITenancyDb db,
        Membership leaving,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // Before the owners are counted: its version must not be younger than what was seen of them.
        var tenant = await db.Tenants.SingleAsync(cancellationToken);
        var anotherRemains = await db.Memberships.AnyAsync(
            member => member.Role == Role.Owner && member.PersonId != leaving.PersonId,
            cancellationToken
        );
        if (!anotherRemains)
        {
            throw new DomainException("last_owner");
        }

        tenant.Touch(now);
    }

    /// <param name="names">Null: no limit.</param>
    public static async Task<IReadOnlyList<Guid>?> ResolveLimitAsync(
        this IVenueReferences venues,
        IReadOnlyList<string>? names,
        CancellationToken cancellationToken
    ) => names is null ? null : await venues.ResolveAllAsync(names, cancellationToken);

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> AreVenueNames<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.Must(names =>
                names is null
                || (names.Count <= MostVenues && names.All(name => name?.Length is > 0 and <= LongestVenue))
            )
            .WithErrorCode("venue_names")
            .WithMessage("Expected at most 200 venues, each by its id or external id.");

    public static Dictionary<string, object?> Members(Role role, IReadOnlyList<Guid>? venueIds) =>
        new(StringComparer.Ordinal)
        {
            // As the API writes it.
            ["role"] = role.ToString().ToLowerInvariant(),
            ["venueIds"] = venueIds,
        };
}
