namespace Crm.Application.Common;

/// <summary>Who is behind the running scope: the person or API token of a request, or the system itself in a job.</summary>
public interface ICaller
{
    Actor Actor { get; }

    /// <summary>The venues that this caller is limited to. What has no venue is invisible to a limited caller.</summary>
    VenueScope Venues { get; }
}

/// <param name="Id">The person's or the token's; null for the system.</param>
/// <param name="Address">Where the request came from; null for the system.</param>
public sealed record Actor(ActorKind Kind, Guid? Id, string? Address)
{
    public static readonly Actor System = new(ActorKind.System, null, null);
}

public enum ActorKind
{
    System,
    Person,
    ApiToken,
}
