using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Members;

/// <summary>Members as the caller may see them.</summary>
internal sealed class MemberViews(ITenancyDb db, ITenantPeople people, ICurrentUser user, ICaller caller)
{
    private const string Gone = "–";

    public async Task<IReadOnlyList<MemberDto>> OfAsync(
        IReadOnlyList<Membership> members,
        CancellationToken cancellationToken
    )
    {
        var own = await db.CallersPlaceAsync(user, cancellationToken);
        var ids = members.Select(member => member.PersonId).ToList();
        var known = (await people.DescribeAsync(ids, cancellationToken)).ToDictionary(person => person.Id);

        return [.. members.Select(member => Show(member, known.GetValueOrDefault(member.PersonId), own))];
    }

    private MemberDto Show(Membership member, TenantPerson? person, Membership own)
    {
        var seesAll = own.Role >= Role.Admin || member.PersonId == own.PersonId;

        return new(
            member.PersonId,
            person?.FullName ?? Gone,
            seesAll ? person?.Email : null,
            member.Role,
            member.VenueIds is { } venues ? [.. venues.Where(venue => caller.Venues.Covers(venue))] : null,
            member.CreatedAt,
            seesAll ? person?.LastSignInAt : null,
            member.Version
        );
    }
}
