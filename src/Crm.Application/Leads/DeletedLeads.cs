using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>Leads that were deleted are there for nobody, until they are restored or gone for good.</summary>
public static class DeletedLeads
{
    /// <summary>The query filter that hides them.</summary>
    public const string Filter = "deleted";

    /// <summary>What was deleted before is due to go for good.</summary>
    public static DateTimeOffset DueBefore(DateTimeOffset now) => now - Lead.Restorable;
}
