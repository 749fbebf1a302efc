namespace Crm.Application.Identity;

/// <summary>
/// The audit trail as this module sees it: recorded by what the caller saves next, in the tenant of the request, or else in
/// the person's own where there is one.
/// </summary>
public interface ISecurityRecords
{
    /// <param name="action">Such as <c>person.password_changed</c>.</param>
    Task RecordAsync(string action, Guid personId, CancellationToken cancellationToken);
}
