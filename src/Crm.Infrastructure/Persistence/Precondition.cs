using Crm.Domain.Common;

namespace Crm.Infrastructure.Persistence;

/// <summary>The <c>If-Match</c> of the running request: which row it is about, and the versions that the caller has seen.</summary>
internal sealed class Precondition
{
    private Guid resourceId;
    private IReadOnlyList<uint>? versions;

    public void Set(Guid resource, IReadOnlyList<uint> wanted)
    {
        resourceId = resource;
        versions = wanted;
    }

    /// <summary>The request goes on in a scope of its own.</summary>
    public void HandTo(Precondition other)
    {
        other.resourceId = resourceId;
        other.versions = versions;
    }

    /// <exception cref="DomainException"><c>precondition_failed</c>: it is the request's row, at another version.</exception>
    public void Check(Guid rowId, uint version)
    {
        if (versions is not null && rowId == resourceId && !versions.Contains(version))
        {
            throw new DomainException("precondition_failed");
        }
    }
}
