namespace Crm.Domain.Common;

/// <summary>
/// A row whose version is compared when it is saved: two who change it at once are told apart. <c>If-Match</c> of a request names
/// this version, and is checked when the row is loaded to be changed.
/// </summary>
public interface IVersioned
{
    /// <summary>PostgreSQL's own xmin.</summary>
    uint Version { get; }
}
