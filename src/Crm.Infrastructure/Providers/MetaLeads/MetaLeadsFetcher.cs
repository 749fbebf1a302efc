using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>Webhooks bring ids alone: the answers are read with the token of the page that holds them.</summary>
internal sealed class MetaLeadsFetcher(GraphClient graph, MetaPages pages, MetaForms forms) : ILeadFetcher
{
    public ProviderDescriptor Descriptor => MetaLeadsProvider.Descriptor;

    public async Task<LeadForm> FetchLeadAsync(
        AccountAccess access,
        string leadId,
        string? holderId,
        CancellationToken cancellationToken
    )
    {
        var held = HeldPages.From(access.RequiredToken);
        var refusal = new ProviderException("not_found_at_provider", Descriptor.Key, reason: null, retryAfter: null);
        foreach (var page in held.Pages.Where(page => holderId is null || page.Id == holderId))
        {
            try
            {
                var caller = pages.CallerOf(held, page, access.Credentials);
                var lead = await ReadAsync(caller, leadId, cancellationToken);
                var form = await forms.FindAsync(caller, page, JsonText.Id(lead, "form_id"), cancellationToken);

                return MetaLeadForm.Read(lead, form);
            }
            catch (ProviderException exception) when (exception.Code is "not_found_at_provider")
            {
                refusal = exception;
            }
            catch (ProviderException exception) when (exception.Code is "authentication_failed" && held.Pages.Count > 1)
            {
                // The page's own token is dead, and the account lives on with its other pages.
                refusal = new("permission_denied", Descriptor.Key, exception.Reason, retryAfter: null);
            }
            catch (JsonException exception)
            {
                throw CallTrouble.Unavailable(Descriptor.Key, exception);
            }
        }

        throw refusal;
    }

    // Fields of ads fail the whole call where their permission is missing (meta-lead-ads §4).
    private async Task<JsonElement> ReadAsync(GraphCaller caller, string leadId, CancellationToken cancellationToken)
    {
        GraphId.Require(Descriptor.Key, leadId, "leadgen_id");
        try
        {
            return await graph.GetAsync(caller, leadId, MetaLeadForm.AllFields, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Code is "permission_denied")
        {
            try
            {
                return await graph.GetAsync(caller, leadId, MetaLeadForm.FewFields, cancellationToken);
            }
            catch (ProviderException refusal) when (refusal.Code is "permission_denied")
            {
                throw MetaPages.Explained(refusal);
            }
        }
    }
}
