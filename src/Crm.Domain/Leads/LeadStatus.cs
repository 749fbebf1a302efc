namespace Crm.Domain.Leads;

/// <summary>The stages every tenant begins with.</summary>
public static class LeadStatus
{
    public const string New = "new";
    public const string Contacted = "contacted";
    public const string Qualified = "qualified";
    public const string Won = "won";
    public const string Lost = "lost";

    public static readonly IReadOnlyList<string> All = [New, Contacted, Qualified, Won, Lost];
}
