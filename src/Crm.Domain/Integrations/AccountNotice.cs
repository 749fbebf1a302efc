using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>What a company's administrators were last told of a connection, so that nothing is told twice.</summary>
public sealed class AccountNotice : ITenantOwned, IVersioned
{
    /// <summary>A connection that breaks again sooner after the last notice has to stay broken until then to be told of.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    private static readonly int[] Thresholds = [1, 7, 14, 30];

    private AccountNotice() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>The end that was warned of; another end is another matter.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>How many days before it, the last time.</summary>
    public int? WarnedDays { get; private set; }

    /// <summary>The consent whose end it is.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    /// <summary>Told that the connection broke, and not yet that it works again.</summary>
    public bool IsBroken { get; private set; }

    public DateTimeOffset? ToldAt { get; private set; }
    public uint Version { get; private set; }

    public static AccountNotice Create(Account account) =>
        new() { TenantId = account.TenantId, AccountId = account.Id };

    /// <returns>Whether it is to be told now.</returns>
    public bool Break(DateTimeOffset now)
    {
        if (IsBroken || now - ToldAt < Quiet)
        {
            return false;
        }

        (IsBroken, ToldAt) = (true, now);

        return true;
    }

    /// <inheritdoc cref="Break"/>
    public bool Recover(DateTimeOffset now)
    {
        if (!IsBroken)
        {
            return false;
        }

        (IsBroken, ToldAt) = (false, now);

        return true;
    }

    /// <summary>Somebody has ended the connection on purpose: nothing is broken, and nothing has recovered.</summary>
    public void Forget() => IsBroken = false;

    /// <summary>Of thresholds that were missed only the nearest one is told.</summary>
    /// <param name="isRenewing">A pair that renews itself: when its end moves by itself, it never comes.</param>
    /// <returns>Whether it is to be told now.</returns>
    public bool Warn(DateTimeOffset endsAt, DateTimeOffset? connectedAt, bool isRenewing, DateTimeOffset now)
    {
        if (DueDays(endsAt - now) is not { } days || (EndsAt == endsAt && WarnedDays <= days))
        {
            return false;
        }

        var moves = isRenewing && EndsAt < endsAt && WarnedDays is not null && ConnectedAt == connectedAt;
        (EndsAt, WarnedDays, ConnectedAt) = (endsAt, moves ? 0 : days, connectedAt);

        return !moves;
    }

    private static int? DueDays(TimeSpan left) =>
        Thresholds.Where(days => left <= TimeSpan.FromDays(days)).Select(days => (int?)days).FirstOrDefault();
}
