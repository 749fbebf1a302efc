using System.Globalization;
using System.Text;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.TikTokLogin;

namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>A lead to be submitted and how its webhook behaves.</summary>
/// <param name="Target">Where to send; without it every living subscription that covers the form gets its copy.</param>
/// <param name="Times">How often the same body is sent.</param>
/// <param name="Count">How many leads travel in the one body; each has the same answers and its own id.</param>
/// <param name="Signature">open, login, none or wrong</param>
/// <param name="Object">1 is a lead; other values are what the same address receives besides.</param>
/// <param name="Reorder">Every lead in a body of its own, the newest first.</param>
internal sealed record LeadOrder(
    string? AdvertiserId,
    string? PageId,
    IReadOnlyList<LeadAnswer>? Answers,
    Uri? Target,
    string? EntryId,
    int Times = 1,
    int Count = 1,
    string Signature = "open",
    int Object = 1,
    bool IdAsText = false,
    bool WithRequestId = true,
    int DelayMs = 0,
    bool Reorder = false,
    string AppId = BusinessApp.DemoId
);

internal sealed record LeadSent(string EntryId, IReadOnlyList<string> EntryIds, IReadOnlyList<Delivery> Deliveries);

internal sealed class LeadWebhooks(LeadGenState state, LeadIds ids, WebhookSender sender, TimeProvider clock)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>Somebody fills in the form of an ad.</summary>
    public async Task<LeadSent> SubmitAsync(LeadOrder order)
    {
        var advertiser =
            Advertiser.Find(order.AdvertiserId ?? Advertiser.Demo[0].Id)
            ?? throw new BadHttpRequestException("unknown advertiserId");
        var form = order.PageId is null
            ? advertiser.Forms[0]
            : advertiser.Form(order.PageId) ?? new LeadForm(Digits(order.PageId), "Form", []);
        var answers =
            order.Answers ?? [.. form.Questions.Select(question => LeadAnswer.Of(question, Sample(question)))];
        var leads = Enumerable
            .Range(0, order.Count)
            .Select(index => new Lead(Id(order, index), advertiser, form, answers, CreatedAt(order, index)))
            .ToList();
        leads.ForEach(state.Leads.Enqueue);
        return new(leads[0].Id, [.. leads.Select(lead => lead.Id)], await DeliverAsync(order, leads));
    }

    /// <summary>To the given address, or to all subscriptions whose token still lives; overlapping ones deliver twice.</summary>
    public async Task<IReadOnlyList<Delivery>> DeliverAsync(LeadOrder order, IReadOnlyList<Lead> leads)
    {
        var targets = order.Target is { } target
            ? [(target, order.AppId)]
            : state
                .Subscriptions.Values.Where(subscription => Covers(subscription, leads[0]))
                .Select(subscription => (subscription.CallbackUrl, subscription.AppId))
                .ToList();
        string[] bodies = order.Reorder
            ? [.. leads.Reverse().Select(lead => Body(order, [lead]))]
            : [Body(order, leads)];
        var deliveries = new List<Delivery>();
        foreach (var (address, appId) in targets)
        {
            foreach (var draft in bodies.Select(body => Draft(order, body, address, state.Apps[appId].Secret)))
            {
                for (var time = 0; time < order.Times; time++)
                {
                    deliveries.Add(await sender.SendAsync(draft));
                }
            }
        }

        return deliveries;
    }

    // Times have whole seconds: leads of one second could not be told to be out of order.
    private DateTimeOffset CreatedAt(LeadOrder order, int index) =>
        order.Reorder ? clock.GetUtcNow().AddSeconds(index + 1 - order.Count) : clock.GetUtcNow();

    private string Id(LeadOrder order, int index) =>
        index == 0 && order.EntryId is { } given ? Digits(given) : ids.Next();

    private bool Covers(Subscription subscription, Lead lead) =>
        state.Token(subscription.AccessToken) is { Revoked: false }
        && (subscription.AdvertiserId == lead.Advertiser.Id || subscription.LibraryId == lead.Advertiser.LibraryId)
        && (subscription.PageId is null || subscription.PageId == lead.Form.PageId);

    private string Body(LeadOrder order, IReadOnlyList<Lead> leads)
    {
        var entries = string.Join(',', leads.Select(lead => lead.ToWebhookEntry(order.IdAsText)));
        var requestId = order.WithRequestId ? $"\"request_id\":\"{RandomText.LogId(clock)}\"," : "";
        var time = clock.GetUtcNow().ToUnixTimeSeconds() + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"object\":{order.Object},{requestId}\"time\":{time},\"entry\":[{entries}]}}"
        );
    }

    private static WebhookDraft Draft(LeadOrder order, string body, Uri target, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        IReadOnlyList<KeyValuePair<string, string>> Headers(DateTimeOffset time) =>
            order.Signature switch
            {
                "open" => [new(OpenSignature.Header, OpenSignature.Sign(secret, body))],
                "wrong" => [new(OpenSignature.Header, OpenSignature.Sign(secret + "-wrong", body))],
                "login" => [new("TikTok-Signature", LoginWebhooks.Sign(secret, time.ToUnixTimeSeconds(), bytes))],
                "none" => [],
                _ => throw new BadHttpRequestException("signature is open, login, none or wrong"),
            };

        return new(LeadGenProvider.Name, "lead", target, bytes, Headers, GiveUpAfter, order.DelayMs);
    }

    private static string Digits(string id) =>
        id.Length is > 0 and < 20 && id.All(char.IsAsciiDigit)
            ? id
            : throw new BadHttpRequestException("ids are digits");

    private static string Sample(string question) =>
        question switch
        {
            "name" => "Ayşe Yılmaz",
            "first_name" => "Ayşe",
            "last_name" => "Yılmaz",
            "email" => "ayse.yilmaz@example.com",
            "phone_number" => "+905321234567",
            _ => "10-20 bin 😀",
        };
}
