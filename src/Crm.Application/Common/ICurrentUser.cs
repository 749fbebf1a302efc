namespace Crm.Application.Common;

/// <summary>The signed-in person of the running request.</summary>
public interface ICurrentUser
{
    Guid PersonId { get; }

    /// <summary>The sign-in (refresh family) this request's access token came from.</summary>
    Guid FamilyId { get; }
}
