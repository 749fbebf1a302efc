using Crm.Application.Integrations.Contracts;
using Crm.Domain.Leads.Proof;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Proof;

/// <summary>What is proven of each form and day (UTC, by the time of submission), the latest day first.</summary>
/// <param name="From">The first day; null: seven days up to <paramref name="To"/>.</param>
/// <param name="To">The last day; null: today.</param>
/// <param name="AccountId">Null: all that the caller may see.</param>
public sealed record GetReconciliation(DateOnly? From, DateOnly? To, Guid? AccountId)
    : IRequest<IReadOnlyList<ReconciledDayDto>>
{
    private const int UsualDays = 7;

    internal (DateOnly From, DateOnly To) Period(TimeProvider clock)
    {
        var to = To ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

        return (From ?? DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - UsualDays + 1)), to);
    }
}

/// <param name="State"><c>proven</c>, <c>gap</c> or <c>unprovable</c>.</param>
/// <param name="Reason">
/// Why it cannot be proven: <c>webhook_only</c>, <c>too_old</c>, <c>not_connected</c>, <c>not_checked</c>, <c>interrupted</c>.
/// </param>
/// <param name="ProviderCount">Without test leads; null: the provider does not tell.</param>
/// <param name="Missing">What the provider has and we have not, each with its reason.</param>
/// <param name="Holes">Every time that something was found to be missing, and when it was closed.</param>
public sealed record ReconciledDayDto(
    Guid AccountId,
    string Platform,
    string FormId,
    string? FormName,
    DateOnly Day,
    string State,
    string? Reason,
    int? ProviderCount,
    int OurCount,
    IReadOnlyList<MissingLead> Missing,
    IReadOnlyList<Hole> Holes,
    DateTimeOffset? CheckedAt
);

internal sealed class GetReconciliationValidator : AbstractValidator<GetReconciliation>
{
    private const int MostDays = 92;

    public GetReconciliationValidator(TimeProvider clock) =>
        RuleFor(request => request)
            .Must(request =>
                request.Period(clock) is var (from, to)
                && from <= to
                && to.DayNumber - from.DayNumber < MostDays
                && to < DateOnly.MaxValue
            )
            .OverridePropertyName("from")
            .WithErrorCode("reconciliation_period");
}

internal sealed class GetReconciliationHandler(
    ILeadsDb db,
    ILeadDays leadDays,
    ILeadAccounts accounts,
    TimeProvider clock
) : IRequestHandler<GetReconciliation, IReadOnlyList<ReconciledDayDto>>
{
    private const int Most = 5_000;

    public async Task<IReadOnlyList<ReconciledDayDto>> Handle(
        GetReconciliation request,
        CancellationToken cancellationToken
    )
    {
        var seen = request.AccountId is { } id
            ? [await accounts.GetAsync(id, cancellationToken)]
            : await accounts.ListAsync(cancellationToken);
        var byId = seen.ToDictionary(account => account.Id);
        var ids = byId.Keys.ToList();
        var (from, to) = request.Period(clock);
        var proven = await db
            .Reconciliations.AsNoTracking()
            .Where(day => ids.Contains(day.AccountId) && day.Day >= from && day.Day <= to)
            .OrderByDescending(day => day.Day)
            .ThenBy(day => day.AccountId)
            .ThenBy(day => day.FormId)
            .Take(Most)
            .ToListAsync(cancellationToken);
        var names = await db
            .Forms.AsNoTracking()
            .Where(form => ids.Contains(form.AccountId))
            .Select(form => new
            {
                form.AccountId,
                form.FormId,
                form.Name,
            })
            .ToDictionaryAsync(form => (form.AccountId, form.FormId), form => form.Name, cancellationToken);
        var known = proven.Select(day => (day.AccountId, day.FormId, day.Day)).ToHashSet();
        var unproven = (await leadDays.CountAsync(ids, from, to, Most, cancellationToken)).Where(day =>
            !known.Contains((day.AccountId, day.FormId, day.Day))
        );
        var days = proven
            .ConvertAll(day => Proven(day, byId[day.AccountId], names.GetValueOrDefault((day.AccountId, day.FormId))))
            .Concat(
                unproven.Select(day =>
                    Unproven(day, byId[day.AccountId], names.GetValueOrDefault((day.AccountId, day.FormId)))
                )
            );

        return
        [
            .. days.OrderByDescending(day => day.Day)
                .ThenBy(day => day.AccountId)
                .ThenBy(day => day.FormId, StringComparer.Ordinal)
                .Take(Most),
        ];
    }

    private ReconciledDayDto Proven(Reconciliation day, LeadAccount account, string? name)
    {
        // Compared before it was over, and never again: what came after that nobody has looked for.
        var end = StartOf(day.Day.AddDays(1));
        var isCut = day.State == Reconciliation.Proven && day.CheckedAt < end && end <= clock.GetUtcNow();

        return new(
            account.Id,
            account.Platform,
            day.FormId,
            name,
            day.Day,
            isCut ? Reconciliation.Unprovable : day.State,
            isCut ? ReasonOf(day.Day, account) : day.Reason,
            day.ProviderCount,
            day.OurCount,
            day.Missing,
            day.Holes,
            day.CheckedAt
        );
    }

    private ReconciledDayDto Unproven(LeadDay day, LeadAccount account, string? name) =>
        new(
            account.Id,
            account.Platform,
            day.FormId,
            name,
            day.Day,
            Reconciliation.Unprovable,
            ReasonOf(day.Day, account),
            ProviderCount: null,
            day.Count,
            Missing: [],
            Holes: [],
            CheckedAt: null
        );

    private string ReasonOf(DateOnly day, LeadAccount account) =>
        account.KeptFor is not { } keptFor ? "webhook_only"
        : StartOf(day) < clock.GetUtcNow() - keptFor ? "too_old"
        : account.IsConnected ? "not_checked"
        : "not_connected";

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
