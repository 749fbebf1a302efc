using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Switches of lead ads.</summary>
internal sealed record LeadSettings
{
    /// <summary>Calls in 24 hours for each lead of the last 90 days.</summary>
    public long CallsPerLead { get; init; } = 4800;

    /// <summary>What a Page has that never had a lead: almost nothing.</summary>
    public long CallsWithoutLeads { get; init; } = 60;

    /// <summary>Calls in 24 hours to the edges of a Page itself.</summary>
    public long PageCalls { get; init; } = 4800;

    /// <summary>Without <c>ads_management</c> a call that names ad fields fails instead of leaving them out.</summary>
    public bool RefuseAdFields { get; init; }

    /// <summary>What Leads Access Manager blocks is refused with 200 instead of 100/33.</summary>
    public bool LeadsAccessTells { get; init; }

    /// <summary>Ids in webhooks are JSON numbers.</summary>
    public bool NumericIds { get; init; }

    /// <summary><c>subscribed_apps</c> answers <c>"true"</c> as a text.</summary>
    public bool SuccessAsText { get; init; }
}

internal sealed class LeadState(TimeProvider clock)
{
    /// <summary>Leads older than this are gone for everybody.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public ConcurrentDictionary<string, LeadForm> Forms { get; } = Seed(new(StringComparer.Ordinal));

    public ConcurrentDictionary<string, Lead> Leads { get; } = new(StringComparer.Ordinal);

    public Switches<LeadSettings> Settings { get; } = new();

    public bool IsReadable(Lead lead) => lead.CreatedAt > clock.GetUtcNow() - Kept;

    public IEnumerable<LeadForm> FormsOf(string pageId) =>
        Forms.Values.Where(form => form.PageId == pageId).OrderBy(form => form.Id, StringComparer.Ordinal);

    /// <summary>Newest first.</summary>
    public IEnumerable<Lead> LeadsWhere(Func<Lead, bool> which) =>
        Leads
            .Values.Where(lead => IsReadable(lead) && which(lead))
            .OrderByDescending(lead => lead.CreatedAt)
            .ThenByDescending(lead => lead.Id, StringComparer.Ordinal);

    public Lead? TestLeadOf(string formId) => Leads.Values.FirstOrDefault(lead => lead.IsTest && lead.FormId == formId);

    public long CallBudget(string pageId)
    {
        var leads = Leads.Values.Count(lead => lead.PageId == pageId && IsReadable(lead));
        var settings = Settings.Current;
        return leads == 0 ? settings.CallsWithoutLeads : settings.CallsPerLead * leads;
    }

    public void Reset()
    {
        Forms.Clear();
        Leads.Clear();
        Settings.Reset();
        Seed(Forms);
    }

    private static ConcurrentDictionary<string, LeadForm> Seed(ConcurrentDictionary<string, LeadForm> forms)
    {
        foreach (var form in LeadDemo.Forms)
        {
            forms[form.Id] = form;
        }

        return forms;
    }
}
