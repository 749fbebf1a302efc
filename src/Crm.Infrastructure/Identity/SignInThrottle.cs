using Crm.Application.Identity;
using Crm.Domain.Common;
using Microsoft.Extensions.Caching.Memory;

namespace Crm.Infrastructure.Identity;

/// <summary>
/// Counts wrong passwords for a quarter of an hour, in this process. The pause of the guesser's own address doubles to a
/// minute; that of the whole account stays at half, and does not hold where the account signed in before, so that a guesser
/// elsewhere cannot keep the owner out. An address that nobody has counts the same, and what is refused during a pause does
/// not prolong it.
/// </summary>
internal sealed class SignInThrottle(SignInSettings settings, TimeProvider time) : ISignInThrottle, IDisposable
{
    private const int FreeFromOneAddress = 5;
    private const int FreeForAccount = 25;
    private static readonly TimeSpan LongestFromOneAddress = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestForAccount = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Familiarity = TimeSpan.FromDays(30);

    private readonly MemoryCache failures = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly MemoryCache familiar = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public TimeSpan? Check(EmailAddress email, string address)
    {
        if (settings.AttemptsPerMinute == 0)
        {
            return null;
        }

        var own = Pause((email.Normalized, address), FreeFromOneAddress, LongestFromOneAddress);
        var account = familiar.TryGetValue((email.Normalized, address), out _)
            ? TimeSpan.Zero
            : Pause((email.Normalized, ""), FreeForAccount, LongestForAccount);
        var longest = own > account ? own : account;

        return longest > TimeSpan.Zero ? longest : null;
    }

    public void RecordFailure(EmailAddress email, string address)
    {
        Count((email.Normalized, address));
        Count((email.Normalized, ""));
    }

    public void RecordSuccess(EmailAddress email, string address)
    {
        failures.Remove((email.Normalized, address));
        failures.Remove((email.Normalized, ""));
        familiar.Set(
            (email.Normalized, address),
            true,
            new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Familiarity }
        );
    }

    public void Dispose()
    {
        failures.Dispose();
        familiar.Dispose();
    }

    private TimeSpan Pause((string, string) key, int free, TimeSpan longest)
    {
        if (!failures.TryGetValue<Failures>(key, out var past) || past!.Count < free)
        {
            return TimeSpan.Zero;
        }

        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, past.Count - free), longest.TotalSeconds));

        return past.LastAt + pause - time.GetUtcNow();
    }

    private void Count((string, string) key)
    {
        var past = failures.Get<Failures>(key);
        var now = new Failures((past?.Count ?? 0) + 1, time.GetUtcNow());
        failures.Set(key, now, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
    }

    private sealed record Failures(int Count, DateTimeOffset LastAt);
}
