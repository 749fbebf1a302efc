using System.Collections.Concurrent;
using System.Text;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.GoogleLeadForm.Ads;

namespace Crm.ProviderSimulator.GoogleLeadForm;

/// <summary>Leads by what became of them.</summary>
/// <param name="Lost">Sent with the right key and refused for good or given up: nobody will ever see them.</param>
/// <param name="Refused">The same, where the key was not the right one.</param>
internal sealed record LeadSummary(int Submitted, int Delivered, int Waiting, int Lost, int Refused);

/// <summary>Posts leads as Google does: 2xx is delivered, 5xx and silence are tried again, anything else loses the lead.</summary>
internal sealed class LeadSender(WebhookSender sender, TimeProvider clock)
{
    /// <summary>No double holds it.</summary>
    private const long BigId = 9_007_199_254_740_993;
    private const string TestLeadId =
        "TeSter-123-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz-0123456789-AaBbCcDdEeFfGgHhIiJjKkLl";

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private readonly ConcurrentQueue<SubmittedLead> leads = new();

    public IReadOnlyList<SubmittedLead> All => [.. leads];

    public LeadSummary Summary
    {
        get
        {
            var states = leads.Select(lead => (lead.State, RightKey: IsRight(lead.KeyMode))).ToList();
            return new(
                states.Count,
                states.Count(lead => lead.State == "delivered"),
                states.Count(lead => lead.State == "waiting"),
                states.Count(lead => lead is { State: "lost", RightKey: true }),
                states.Count(lead => lead is { State: "lost", RightKey: false })
            );
        }
    }

    /// <summary>Ends after the first attempt of each; later ones go on by themselves.</summary>
    public async Task<IReadOnlyList<SubmittedLead>> SubmitAsync(LeadSubmission submission)
    {
        if (!KeyModes.All.Contains(submission.KeyMode))
        {
            throw new BadHttpRequestException($"keyMode is one of {string.Join(", ", KeyModes.All)}");
        }

        if (AdsCustomers.Find(submission.CustomerId) is null)
        {
            throw new BadHttpRequestException("unknown customerId");
        }

        var made = Enumerable.Range(0, submission.Count).Select(index => Make(submission, index)).ToList();
        foreach (var lead in submission.NewestFirst ? Enumerable.Reverse(made) : made)
        {
            leads.Enqueue(lead);
            await DeliverAsync(lead, submission);
        }

        return made;
    }

    public void Reset() => leads.Clear();

    private async Task DeliverAsync(SubmittedLead lead, LeadSubmission submission)
    {
        var draft = new WebhookDraft(
            GoogleProvider.Name,
            lead.IsTest ? "test lead" : "lead",
            submission.Target,
            Encoding.UTF8.GetBytes(LeadBody.Write(lead, submission)),
            _ => [],
            GiveUpAfter,
            submission.DelayMs,
            StateAfter
        );
        for (var time = 0; time < submission.Times; time++)
        {
            lead.Add(await sender.SendAsync(draft));
        }
    }

    private SubmittedLead Make(LeadSubmission submission, int index)
    {
        var id =
            index == 0 && submission.LeadId is { } given ? given
            : submission.IsTest ? TestLeadId
            : Convert.ToBase64String(Encoding.ASCII.GetBytes($"2:lead_id:{RandomText.Of(120)}"));
        var ids = new LeadIds(
            submission.FormId ?? IdOf(submission, test: 2, big: BigId, usual: 4_000_000_000_123),
            submission.CampaignId ?? IdOf(submission, test: 1, big: BigId + 2, usual: 12_345_678_901),
            IdOf(submission, test: 0, big: BigId + 4, usual: 98_765_432_101),
            IdOf(submission, test: 0, big: BigId + 6, usual: 55_555_555_501),
            $"Cj0KCQ{RandomText.Of(40)}"
        );
        return new(id, submission, ids, clock.GetUtcNow().AddSeconds(index));
    }

    private static long IdOf(LeadSubmission submission, long test, long big, long usual) =>
        submission.BigIds ? big
        : submission.IsTest ? test
        : usual;

    private static bool IsRight(string keyMode) => keyMode is KeyModes.Right or KeyModes.Capitalised;

    private static string StateAfter(int status) =>
        status switch
        {
            >= 200 and < 300 => "delivered",
            >= 500 => "pending",
            _ => "lost",
        };
}
