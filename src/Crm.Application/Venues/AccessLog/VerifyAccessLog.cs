using Crm.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.AccessLog;

/// <summary>Reads the chains of a venue's days anew.</summary>
/// <param name="From">The first day; null: the oldest that is kept.</param>
/// <param name="To">The last day; null: the newest.</param>
public sealed record VerifyAccessLog(Guid VenueId, DateOnly? From, DateOnly? To) : IRequest<AccessLogVerification>;

/// <param name="Intact">Nothing was changed, taken out, moved or cut off.</param>
public sealed record AccessLogVerification(bool Intact, int Days, long Entries, IReadOnlyList<AccessLogFault> Faults);

/// <param name="Number">The first broken line of the day; null: the day as a whole.</param>
/// <param name="Fault">
/// <c>entry_changed</c>, <c>entry_missing</c>, <c>chain_broken</c>, <c>end_missing</c>, <c>head_changed</c>, <c>head_missing</c> or
/// <c>day_missing</c>.
/// </param>
public sealed record AccessLogFault(DateOnly Day, int? Number, string Fault);

internal sealed class VerifyAccessLogValidator : AbstractValidator<VerifyAccessLog>
{
    public VerifyAccessLogValidator() =>
        RuleFor(request => request.To)
            .Must((request, to) => to is null || request.From is null || request.From <= to)
            .WithErrorCode("session_order");
}

internal sealed class VerifyAccessLogHandler(IVenuesDb db, IAccessLogStore store)
    : IRequestHandler<VerifyAccessLog, AccessLogVerification>
{
    public async Task<AccessLogVerification> Handle(VerifyAccessLog request, CancellationToken cancellationToken)
    {
        await db.RequireVenueAsync(request.VenueId, cancellationToken);
        var isSealed = await store.SealCheckAsync(cancellationToken);

        // Heads and lines of two moments would not fit together, although nobody has touched them.
        return await store.AtOneMomentAsync(() => VerifyAsync(request, isSealed, cancellationToken), cancellationToken);
    }

    private async Task<AccessLogVerification> VerifyAsync(
        VerifyAccessLog request,
        Func<AccessLogDay, bool> isSealed,
        CancellationToken cancellationToken
    )
    {
        var from = request.From ?? DateOnly.MinValue;
        var to = request.To ?? DateOnly.MaxValue;
        var heads = await HeadsAsync(request.VenueId, from, to, cancellationToken);

        var faults = new List<AccessLogFault>();
        var entries = 0L;
        var before = await BeforeAsync(request.VenueId, from, cancellationToken);
        foreach (var head in heads)
        {
            if (before is not null && !head.Opening.AsSpan().SequenceEqual(before.Hash))
            {
                faults.Add(new(head.Day, null, "day_missing"));
            }

            if (!isSealed(head))
            {
                faults.Add(new(head.Day, null, "head_changed"));
            }

            var chain = new AccessLogChain(head);
            await foreach (var entry in EntriesAsync(head).WithCancellation(cancellationToken))
            {
                entries++;
                chain.Read(entry);
            }

            if (chain.End() is { } fault)
            {
                faults.Add(fault);
            }

            before = head;
        }

        faults.AddRange(await HeadlessAsync(request.VenueId, from, to, cancellationToken));

        return new(faults.Count == 0, heads.Count, entries, [.. faults.OrderBy(fault => fault.Day)]);
    }

    private Task<List<AccessLogDay>> HeadsAsync(Guid venueId, DateOnly from, DateOnly to, CancellationToken token) =>
        db
            .AccessLogDays.AsNoTracking()
            .Where(head => head.VenueId == venueId && head.Day >= from && head.Day <= to)
            .OrderBy(head => head.Day)
            .ToListAsync(token);

    private Task<AccessLogDay?> BeforeAsync(Guid venueId, DateOnly from, CancellationToken cancellationToken) =>
        db
            .AccessLogDays.AsNoTracking()
            .Where(head => head.VenueId == venueId && head.Day < from)
            .OrderByDescending(head => head.Day)
            .FirstOrDefaultAsync(cancellationToken);

    private IAsyncEnumerable<AccessLogEntry> EntriesAsync(AccessLogDay head) =>
        db
            .AccessLog.AsNoTracking()
            .Where(entry => entry.VenueId == head.VenueId && entry.Day == head.Day)
            .OrderBy(entry => entry.Number)
            .AsAsyncEnumerable();

    private async Task<IEnumerable<AccessLogFault>> HeadlessAsync(
        Guid venueId,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var days = await db
            .AccessLog.Where(entry =>
                entry.VenueId == venueId
                && entry.Day >= from
                && entry.Day <= to
                && !db.AccessLogDays.Any(head => head.VenueId == venueId && head.Day == entry.Day)
            )
            .Select(entry => entry.Day)
            .Distinct()
            .ToListAsync(cancellationToken);

        return days.Select(day => new AccessLogFault(day, null, "head_missing"));
    }
}

/// <summary>Follows one day's chain up to its first fault.</summary>
internal sealed class AccessLogChain(AccessLogDay head)
{
    private byte[] last = head.Opening;
    private int next = 1;
    private AccessLogFault? fault;

    public void Read(AccessLogEntry entry)
    {
        fault ??=
            entry.Number != next ? new(head.Day, next, "entry_missing")
            : !entry.Hash.AsSpan().SequenceEqual(entry.ComputeHash()) ? new(head.Day, entry.Number, "entry_changed")
            : !entry.PreviousHash.AsSpan().SequenceEqual(last) ? new(head.Day, entry.Number, "chain_broken")
            : null;
        last = entry.Hash;
        next = entry.Number + 1;
    }

    public AccessLogFault? End() =>
        fault
        ?? (
            next <= head.Entries ? new(head.Day, next, "end_missing")
            : next - 1 > head.Entries || !last.AsSpan().SequenceEqual(head.Hash)
                ? new(head.Day, head.Entries, "chain_broken")
            : null
        );
}
