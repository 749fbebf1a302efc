using Crm.Application.Common;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Consents;

internal sealed class ConsentLedger(ILeadsDb db, ILeadReferences references, ITenantContext tenant, TimeProvider time)
    : IConsentLedger
{
    /// <summary>
    /// Where commercial messages need a consent that was given before: Turkey (law 6563), the European Economic Area with Britain
    /// and Switzerland, the Gulf states, Egypt, Jordan, Morocco, Tunisia and Canada.
    /// </summary>
    private static readonly HashSet<string> AskFirst = new(StringComparer.Ordinal)
    {
        "TR",
        "AE",
        "SA",
        "QA",
        "KW",
        "BH",
        "OM",
        "EG",
        "JO",
        "MA",
        "TN",
        "CA",
        "GB",
        "CH",
        "NO",
        "IS",
        "LI",
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    };

    public async Task RecordAsync(Guid leadId, TakenConsent consent, CancellationToken cancellationToken)
    {
        var isThere = await db
            .Leads.IgnoreQueryFilters([VenueScope.Filter, DeletedLeads.Filter])
            .AnyAsync(lead => lead.Id == leadId, cancellationToken);
        if (isThere && ConsentChannel.All.Contains(consent.Channel, StringComparer.Ordinal))
        {
            db.Consents.Add(
                Consent.Create(
                    tenant.TenantId,
                    leadId,
                    submissionId: null,
                    new(
                        consent.Channel,
                        consent.IsGranted,
                        CleanText.Of(consent.Text),
                        consent.Language,
                        consent.At,
                        Address: null,
                        consent.Source
                    ),
                    time.GetUtcNow()
                )
            );
        }
    }

    public async Task<StandingConsent?> FindAsync(
        Guid? leadId,
        IReadOnlyList<string> phones,
        string channel,
        CancellationToken cancellationToken
    )
    {
        // A person may be there twice: what was said as one of them holds for all, also as one that was deleted.
        var leads = await db
            .Leads.IgnoreQueryFilters([VenueScope.Filter, DeletedLeads.Filter])
            .Where(lead => lead.Id == leadId || (lead.Phone != null && phones.Contains(lead.Phone)))
            .Select(lead => lead.Id)
            .ToListAsync(cancellationToken);

        return await db
            .Consents.Where(consent => leads.Contains(consent.LeadId) && consent.Channel == channel)
            .OrderByDescending(consent => consent.GivenAt)
            .ThenByDescending(consent => consent.Id)
            .Select(consent => new StandingConsent(consent.IsGranted, consent.GivenAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async ValueTask<bool> IsRequiredAsync(CancellationToken cancellationToken) =>
        AskFirst.Contains(await references.CountryAsync(cancellationToken));
}
