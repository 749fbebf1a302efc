using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.Infrastructure.Identity;

namespace Crm.WebApi.Authentication;

/// <summary>Who this request was authenticated as: a person or an API token; set once, by authentication.</summary>
internal sealed class Caller : ICaller, ICurrentUser
{
    private Session? session;
    private Guid familyId;

    public Actor Actor { get; private set; } = Actor.System;

    public VenueScope Venues { get; private set; } = VenueScope.All;

    /// <summary>Null for a person.</summary>
    public TokenPermission? TokenPermission { get; private set; }

    public bool IsPerson => session is not null;

    public Session Session => session ?? throw new InvalidOperationException("Nobody is signed in.");

    public Guid PersonId => Session.PersonId;

    public Guid FamilyId => IsPerson ? familyId : throw new InvalidOperationException("Nobody is signed in.");

    public void SetPerson(Guid family, Session found, string? address)
    {
        familyId = family;
        session = found;
        Actor = new(ActorKind.Person, found.PersonId, address);
        Venues = new(found.VenueIds);
    }

    public void SetToken(Guid tokenId, TokenPermission permission, VenueScope venues, string? address)
    {
        TokenPermission = permission;
        Actor = new(ActorKind.ApiToken, tokenId, address);
        Venues = venues;
    }

    /// <summary>The request goes on in a scope of its own.</summary>
    public void HandTo(Caller other)
    {
        other.session = session;
        other.familyId = familyId;
        other.Actor = Actor;
        other.Venues = Venues;
        other.TokenPermission = TokenPermission;
    }
}
