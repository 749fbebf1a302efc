using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.BeyondVisit;

/// <summary>Somebody who has a panel. Any partner's key opens it together with the user token.</summary>
internal sealed record PanelUser(
    string UserToken,
    string UserCode,
    string Name,
    string Surname,
    string Email,
    string Site
)
{
    private int logins;

    public int Logins => Volatile.Read(ref logins);

    public void CountLogin() => Interlocked.Increment(ref logins);
}

internal sealed record LoginTicket(PanelUser User, DateTimeOffset EndsAt);

/// <summary>Switches of this provider.</summary>
/// <param name="CreateUser">The method is in old documents only; without it the path does not exist.</param>
/// <param name="TurkishMessages">The documented English messages are replaced by Turkish ones.</param>
internal sealed record BeyondVisitSettings(
    int LoginTokenSeconds = 60,
    bool CreateUser = false,
    bool TurkishMessages = false
);

internal sealed record BeyondVisitSummary(int Partners, int Users, int LoginTokensWaiting, int Logins);

internal sealed class BeyondVisitState(TimeProvider clock)
{
    public const string DemoApiKey = "bv_demo_key";
    public const string DemoSecretKey = "bv_demo_secret";
    public const string DemoUserToken = "bv-demo-user-1";

    private readonly ConcurrentDictionary<string, LoginTicket> tickets = new(StringComparer.Ordinal);

    /// <summary>The secret of every partner.</summary>
    public ConcurrentDictionary<string, string> Partners { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, PanelUser> Users { get; } = new(StringComparer.Ordinal);

    public BeyondVisitSettings Settings { get; set; } = new();

    public BeyondVisitSummary Summary =>
        new(
            Partners.Count,
            Users.Count,
            tickets.Values.Count(ticket => ticket.EndsAt > clock.GetUtcNow()),
            Users.Values.Sum(user => user.Logins)
        );

    public string IssueLoginToken(PanelUser user)
    {
        var token = $"lt-{RandomText.Of(29)}";
        tickets[token] = new(user, clock.GetUtcNow().AddSeconds(Settings.LoginTokenSeconds));
        return token;
    }

    /// <summary>Whoever shows a login token has used it up.</summary>
    public PanelUser? TakeLoginToken(string token) =>
        tickets.TryRemove(token, out var ticket) && ticket.EndsAt > clock.GetUtcNow() ? ticket.User : null;

    public void Reset()
    {
        tickets.Clear();
        Partners.Clear();
        Users.Clear();
        Settings = new();
        Seed();
    }

    public static BeyondVisitState Seeded(TimeProvider clock)
    {
        var state = new BeyondVisitState(clock);
        state.Seed();
        return state;
    }

    private void Seed()
    {
        Partners[DemoApiKey] = DemoSecretKey;
        Users[DemoUserToken] = new(
            DemoUserToken,
            "uc-demo-1",
            "Ayşe",
            "Yılmaz",
            "ayse.yilmaz@example.com",
            "https://kafe.example.com"
        );
        Users["bv-demo-user-2"] = new(
            "bv-demo-user-2",
            "uc-demo-2",
            "فاطمة",
            "علي",
            "fatima@example.com",
            "https://dukkan.example.com"
        );
    }
}
