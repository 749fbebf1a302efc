using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Leads;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads;

/// <summary>How many leads came today and in the last thirty days, today included, by the company's own calendar; tests are none, as in the report.</summary>
public sealed record CountNewLeads : IRequest<NewLeads>;

public sealed record NewLeads(int Today, int Last30Days);

internal sealed class CountNewLeadsHandler(ILeadsDb db, ITenantFacts tenant, TimeProvider time)
    : IRequestHandler<CountNewLeads, NewLeads>
{
    private const int Days = 30;

    public async Task<NewLeads> Handle(CountNewLeads request, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(await tenant.GetTimeZoneAsync(cancellationToken));
        var day = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date;
        var (today, first) = (Start(day), Start(day.AddDays(1 - Days)));
        var counts = await db
            .Leads.Where(lead => lead.CreatedAt >= first && !lead.Tags.Contains(Lead.TestTag))
            .GroupBy(lead => lead.CreatedAt >= today)
            .Select(part => new { IsToday = part.Key, Count = part.Count() })
            .ToListAsync(cancellationToken);

        return new(counts.Where(part => part.IsToday).Sum(part => part.Count), counts.Sum(part => part.Count));

        DateTimeOffset Start(DateTime midnight) =>
            new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
