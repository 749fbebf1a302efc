using Crm.Application.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>Who did what: recorded by what the caller saves next, so that there is never a change without its record.</summary>
public interface IAuditTrail
{
    ValueTask RecordAsync(AuditEntry entry, CancellationToken cancellationToken);
}

/// <param name="Action">Resource and verb, such as <c>member.role_changed</c>.</param>
/// <param name="ResourceType">Such as <c>member</c>.</param>
public sealed record AuditEntry(string Action, string ResourceType, Guid? ResourceId)
{
    /// <summary>The members that changed as they were, by their names in the API. Never a secret, never personal data.</summary>
    public IReadOnlyDictionary<string, object?>? Before { get; init; }

    /// <summary>The members that changed as they are now.</summary>
    public IReadOnlyDictionary<string, object?>? After { get; init; }

    /// <summary>The person whom <see cref="Personal"/> is about. Erasing the person destroys the key that it lies under.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Names, addresses and numbers of the subject that the record would be of no use without.</summary>
    public IReadOnlyDictionary<string, string?>? Personal { get; init; }

    /// <summary>Who did it, where that is not the caller of the running scope: nobody is signed in yet, or the scope is another.</summary>
    public Actor? By { get; init; }
}
