using Crm.Application.Common;

namespace Crm.Application.Tenancy.Audit;

/// <summary>Reads the trail; opens personal values whose key was not destroyed.</summary>
public interface IAuditLog
{
    Task<Page<AuditEventDto>> ReadAsync(ListAuditEvents request, CancellationToken cancellationToken);

    /// <summary>How often it was done since then, but no further than to <paramref name="most"/>.</summary>
    Task<int> CountAsync(string action, DateTimeOffset since, int most, CancellationToken cancellationToken);
}
