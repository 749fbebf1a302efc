namespace Crm.Application.Leads.Contracts;

/// <summary>Somebody's consent for a channel was committed to the ledger, now or before; which entry holds is asked of the ledger.</summary>
/// <param name="Phone">Of the lead, in E.164.</param>
public sealed record ConsentRecorded(Guid LeadId, string? Phone, string Channel);
