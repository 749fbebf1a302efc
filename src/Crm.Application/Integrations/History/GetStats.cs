using Crm.Application.Integrations.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.History;

/// <summary>How an account stood, day by day (UTC), oldest first; a day without a sync is left out.</summary>
/// <param name="From">The first day; null: thirty days up to <paramref name="To"/>.</param>
/// <param name="To">The last day; null: today.</param>
public sealed record GetStats(Guid AccountId, DateOnly? From, DateOnly? To) : IRequest<IReadOnlyList<AccountDayDto>>
{
    private const int UsualDays = 30;

    internal (DateOnly From, DateOnly To) Period(TimeProvider clock)
    {
        var to = To ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

        return (From ?? DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - UsualDays + 1)), to);
    }
}

public sealed record AccountDayDto(
    DateOnly Day,
    long? FollowerCount,
    long? FollowingCount,
    long? LikesCount,
    long? VideoCount
);

internal sealed class GetStatsValidator : AbstractValidator<GetStats>
{
    private const int MostDays = 366;

    public GetStatsValidator(TimeProvider clock) =>
        RuleFor(request => request)
            .Must(request =>
                request.Period(clock) is var (from, to) && from <= to && to.DayNumber - from.DayNumber < MostDays
            )
            .OverridePropertyName("from")
            .WithErrorCode("usage_period");
}

internal sealed class GetStatsHandler(IIntegrationsDb db, TimeProvider clock)
    : IRequestHandler<GetStats, IReadOnlyList<AccountDayDto>>
{
    public async Task<IReadOnlyList<AccountDayDto>> Handle(GetStats request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var (from, to) = request.Period(clock);

        return await db
            .ProfileDays.AsNoTracking()
            .Where(day => day.AccountId == account.Id && day.Day >= from && day.Day <= to)
            .OrderBy(day => day.Day)
            .Select(day => new AccountDayDto(
                day.Day,
                day.FollowerCount,
                day.FollowingCount,
                day.LikesCount,
                day.VideoCount
            ))
            .ToListAsync(cancellationToken);
    }
}
