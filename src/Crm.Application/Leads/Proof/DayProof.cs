using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Leads.Proof;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Proof;

/// <param name="From">The first day (UTC) of which all was read.</param>
/// <param name="IsWhole">Read to the end; otherwise nothing is proven by it.</param>
internal sealed record FormReading(
    Guid AccountId,
    string FormId,
    DateOnly From,
    IReadOnlyList<LeadForm> Leads,
    bool IsWhole
);

/// <summary>Compares what a provider has with what is here, day by day, takes in what is missing, and remembers the hole.</summary>
internal sealed class DayProof(ILeadsDb db, ILeadFeed feed, ITenantContext tenant, TimeProvider time)
{
    private const int Attempts = 5;
    private const int BatchSize = 1_000;

    /// <summary>How long a webhook may take: what is younger is fetched, but not called missing.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(10);

    /// <summary>Days without a lead are proven, too, as far back as people look.</summary>
    private const int EmptyDays = 7;

    /// <returns>How many were not here before.</returns>
    public async Task<int> TakeAsync(FormReading reading, CancellationToken cancellationToken)
    {
        var before = await KnownAsync(reading.Leads, cancellationToken);
        var missing = reading.Leads.Where(lead => !before.Contains(lead.DedupeKey)).ToList();
        var refused = await feed.AnnounceAsync(reading.AccountId, missing, cancellationToken);
        var after = await KnownAsync(missing, cancellationToken);
        var counted = reading.Leads.Where(lead => lead is { IsTest: false, SubmittedAt: not null }).ToList();
        var byDay = counted.ToLookup(lead => DayOf(lead.SubmittedAt!.Value));
        var days = byDay.Select(day => day.Key);
        if (reading.IsWhole)
        {
            days = days.Union(RecentDays(reading.From));
        }

        await KeepAsync(
            reading,
            [.. days],
            row => Check(row, [.. byDay[row.Day]], before, after, refused, reading.IsWhole),
            cancellationToken
        );

        return after.Count;
    }

    private void Check(
        Reconciliation row,
        List<LeadForm> leads,
        HashSet<string> before,
        HashSet<string> after,
        IReadOnlySet<string> refused,
        bool isWhole
    )
    {
        var now = time.GetUtcNow();
        var missing = leads
            .Where(lead => !before.Contains(lead.DedupeKey) && !after.Contains(lead.DedupeKey))
            .Select(lead =>
                // Who was erased is counted, and not named again.
                ReasonOf(lead, refused) is var reason
                && reason == MissingLead.Erased
                    ? new MissingLead("", reason)
                    : new MissingLead(lead.ExternalId, reason)
            )
            .ToList();
        var erased = missing.Count(lead => lead.Reason == MissingLead.Erased);
        // What an erased person had sent is missing on purpose, and stays out of every count of holes.
        var found = leads.Count(lead =>
            !before.Contains(lead.DedupeKey)
            && (after.Contains(lead.DedupeKey) || refused.Contains(lead.DedupeKey))
            && lead.SubmittedAt < now - OnItsWay
        );
        if (isWhole)
        {
            row.Check(leads.Count, leads.Count - missing.Count, found, missing, now);
        }
        else
        {
            row.Interrupt(leads.Count, leads.Count - missing.Count, found, missing.Count - erased, now);
        }
    }

    // Whoever announces and neither stores nor fails has met a tombstone.
    private static string ReasonOf(LeadForm lead, IReadOnlySet<string> refused) =>
        refused.Contains(lead.DedupeKey) ? MissingLead.Unreadable : MissingLead.Erased;

    private async Task KeepAsync(
        FormReading reading,
        IReadOnlyCollection<DateOnly> days,
        Action<Reconciliation> change,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            db.Forget();
            var rows = await db
                .Reconciliations.Where(row =>
                    row.AccountId == reading.AccountId && row.FormId == reading.FormId && days.Contains(row.Day)
                )
                .ToListAsync(cancellationToken);
            var fresh = days.Except(rows.Select(row => row.Day))
                .Select(day => Reconciliation.Create(tenant.TenantId, reading.AccountId, reading.FormId, day))
                .ToList();
            db.Reconciliations.AddRange(fresh);
            rows.AddRange(fresh);
            rows.ForEach(change);
            try
            {
                await db.SaveChangesAsync(cancellationToken);

                return;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another run has just proven one of the days.
            }
        }
    }

    private async Task<HashSet<string>> KnownAsync(IReadOnlyList<LeadForm> leads, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in leads.Chunk(BatchSize))
        {
            var byKey = batch.ToLookup(CaptureLeadForm.DedupeKeyOf, lead => lead.DedupeKey, StringComparer.Ordinal);
            var keys = byKey.Select(pair => pair.Key).ToList();
            // Whoever asked for the run may be limited to venues; what is here is here for everybody.
            var found = await db
                .Submissions.IgnoreQueryFilters([VenueScope.Filter])
                .Where(submission => keys.Contains(submission.DedupeKey))
                .Select(submission => submission.DedupeKey)
                .ToListAsync(cancellationToken);
            known.UnionWith(found.SelectMany(key => byKey[key]));
        }

        return known;
    }

    private IEnumerable<DateOnly> RecentDays(DateOnly from)
    {
        var today = DayOf(time.GetUtcNow());
        var first = today.AddDays(1 - EmptyDays) is var recent && recent > from ? recent : from;
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
