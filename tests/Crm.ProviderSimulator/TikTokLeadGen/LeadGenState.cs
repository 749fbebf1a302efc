using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed record AuthCode(
    string AppId,
    IReadOnlyList<string> AdvertiserIds,
    IReadOnlyList<int> Scopes,
    DateTimeOffset EndsAt
);

/// <summary>Lives until it is revoked: advertiser tokens have no end and nothing to refresh them with.</summary>
internal sealed class AdvertiserToken(string appId, IReadOnlyList<string> advertiserIds, IReadOnlyList<int> scopes)
{
    public string AppId => appId;

    public IReadOnlyList<string> AdvertiserIds => advertiserIds;

    public IReadOnlyList<int> Scopes => scopes;

    public bool Revoked { get; set; }
}

internal sealed record Subscription(
    string Id,
    string AppId,
    Uri CallbackUrl,
    string AccessToken,
    string? AdvertiserId,
    string? LibraryId,
    string? PageId
);

internal sealed record ExportTask(
    string Id,
    string AdvertiserId,
    string PageId,
    string Region,
    DateTimeOffset CreatedAt
)
{
    public int Polls { get; set; }
}

internal sealed record LeadGenSummary(int AdvertiserTokensAlive, int Subscriptions, int Leads);

internal sealed class LeadGenState(TimeProvider clock, CrmAddress crm)
{
    private const int AuthCodeHours = 1;
    private const int UsualPolls = 2;

    private readonly ConcurrentDictionary<string, AuthCode> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AdvertiserToken> tokens = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, BusinessApp> Apps { get; } = Seed(crm);

    public ConcurrentDictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<Lead> Leads { get; } = new();

    public ConcurrentDictionary<string, Lead> MockLeads { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ExportTask> Exports { get; } = new(StringComparer.Ordinal);

    /// <summary>How often an export must be asked for before it is ready.</summary>
    public int ExportPolls { get; set; } = UsualPolls;

    public bool ExportsAreZipped { get; set; }

    public LeadGenSummary Summary =>
        new(tokens.Values.Count(token => !token.Revoked), Subscriptions.Count, Leads.Count);

    public string IssueCode(string appId, IReadOnlyList<string> advertiserIds, IReadOnlyList<int> scopes)
    {
        var code = RandomText.Of(40).ToLowerInvariant();
        codes[code] = new(appId, advertiserIds, scopes, clock.GetUtcNow().AddHours(AuthCodeHours));
        return code;
    }

    public AuthCode? TakeCode(string code) =>
        codes.TryRemove(code, out var found) && found.EndsAt > clock.GetUtcNow() ? found : null;

    public string IssueToken(AuthCode code)
    {
        var token = RandomText.Of(40).ToLowerInvariant();
        tokens[token] = new(code.AppId, code.AdvertiserIds, code.Scopes);
        return token;
    }

    public void PlantToken(string token, AdvertiserToken grant) => tokens[token] = grant;

    public AdvertiserToken? Token(string? value) =>
        value is not null && tokens.TryGetValue(value, out var token) ? token : null;

    /// <summary>The advertiser cancels the authorization; its subscriptions stay and deliver nothing more.</summary>
    public int RevokeAdvertiser(string advertiserId)
    {
        var hit = tokens.Values.Where(token => !token.Revoked && token.AdvertiserIds.Contains(advertiserId)).ToList();
        hit.ForEach(token => token.Revoked = true);
        return hit.Count;
    }

    public void Reset()
    {
        codes.Clear();
        tokens.Clear();
        Subscriptions.Clear();
        Leads.Clear();
        MockLeads.Clear();
        Exports.Clear();
        (ExportPolls, ExportsAreZipped) = (UsualPolls, false);
        Apps.Clear();
        Apps[BusinessApp.DemoId] = Demo(crm);
    }

    private static ConcurrentDictionary<string, BusinessApp> Seed(CrmAddress crm) =>
        new(StringComparer.Ordinal) { [BusinessApp.DemoId] = Demo(crm) };

    private static BusinessApp Demo(CrmAddress crm) =>
        new(BusinessApp.DemoId, "app_secret_demo", [crm.Callback("tiktok_leads")]);
}
