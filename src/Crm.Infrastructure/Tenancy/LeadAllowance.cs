using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;

namespace Crm.Infrastructure.Tenancy;

internal sealed class LeadAllowance(LeadMonths months, ITenantContext tenant, ICaller caller) : ILeadAllowance
{
    public ValueTask<IDisposable> TakeOneAsync() => months.TakeOneAsync(tenant.TenantId, caller);
}
