using Crm.Application.Common;
using Crm.Infrastructure.Identity;

namespace Crm.WebApi.Authentication;

/// <summary>Who this request was authenticated as; set once, by <see cref="SessionAuthentication"/>.</summary>
internal sealed class CurrentUser : ICurrentUser
{
    private Session? session;
    private Guid familyId;

    public bool IsSet => session is not null;

    public Session Session => session ?? throw new InvalidOperationException("Nobody is signed in.");

    public Guid PersonId => Session.PersonId;

    public Guid FamilyId => IsSet ? familyId : throw new InvalidOperationException("Nobody is signed in.");

    public void Set(Guid family, Session found)
    {
        familyId = family;
        session = found;
    }
}
