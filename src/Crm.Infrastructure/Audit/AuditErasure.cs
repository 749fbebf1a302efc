using Crm.Application.Tenancy.Contracts;

namespace Crm.Infrastructure.Audit;

internal sealed class AuditErasure(AuditKeys keys, TimeProvider time) : IAuditErasure
{
    // The row is there before the save, whoever else makes it at this moment: then emptying it meets nobody.
    public async ValueTask ForgetAsync(Guid subjectId, CancellationToken cancellationToken) =>
        (await keys.GetAsync(subjectId, cancellationToken)).Destroy(time.GetUtcNow());
}
