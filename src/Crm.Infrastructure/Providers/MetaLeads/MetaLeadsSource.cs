using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>The forms of every page that an account holds, and their entries of the last ninety days.</summary>
internal sealed class MetaLeadsSource(GraphClient graph, MetaPages pages, MetaForms forms) : ILeadSource
{
    private const string PageSize = "100";

    public ProviderDescriptor Descriptor => MetaLeadsProvider.Descriptor;

    public TimeSpan KeptFor => TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<SourceForm>> ListFormsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var held = HeldPages.From(access.RequiredToken);
        var query = GraphClient.Fields("id,name,status,questions");
        query["limit"] = PageSize;
        var found = new List<SourceForm>();
        var read = 0;
        ProviderException? refusal = null;
        foreach (var page in held.Pages)
        {
            var caller = pages.CallerOf(held, page, access.Credentials);
            try
            {
                await foreach (
                    var form in graph.ListAsync(caller, $"{page.Id}/leadgen_forms", query, cancellationToken)
                )
                {
                    found.Add(MetaForms.Describe(form));
                }

                read++;
            }
            catch (ProviderException exception) when (exception.IsOfOnePage())
            {
                // Its forms are not proven this time; those of the other pages are.
                refusal ??= exception;
            }
        }

        return read > 0 || refusal is null ? [.. found.Where(form => form.Id.Length > 0)] : throw refusal;
    }

    public async IAsyncEnumerable<LeadForm> ReadLeadsAsync(
        AccountAccess access,
        string formId,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        GraphId.Require(Descriptor.Key, formId, "form_id");
        var held = HeldPages.From(access.RequiredToken);
        var (caller, page, fields) = await FindReaderAsync(held, access, formId, cancellationToken);
        var known = await forms.FindAsync(caller, page, formId, cancellationToken);
        var query = GraphClient.Fields(fields);
        query["limit"] = PageSize;
        query["filtering"] = Since(since);
        await foreach (var lead in graph.ListAsync(caller, $"{formId}/leads", query, cancellationToken))
        {
            yield return Read(lead, known, formId);
        }
    }

    /// <summary>The page that the form is of, and what may be asked: one entry tells.</summary>
    private async Task<(GraphCaller Caller, HeldPage Page, string Fields)> FindReaderAsync(
        HeldPages held,
        AccountAccess access,
        string formId,
        CancellationToken cancellationToken
    )
    {
        ProviderException? refusal = null;
        foreach (var page in held.Pages)
        {
            var caller = pages.CallerOf(held, page, access.Credentials);
            foreach (var fields in new[] { MetaLeadForm.AllFields, MetaLeadForm.FewFields })
            {
                try
                {
                    var query = GraphClient.Fields(fields);
                    query["limit"] = "1";
                    await graph.GetAsync(caller, $"{formId}/leads", query, cancellationToken);

                    return (caller, page, fields);
                }
                catch (ProviderException exception)
                    when (exception.Code is "permission_denied" or "not_found_at_provider")
                {
                    refusal = MetaPages.Explained(exception);
                }
                catch (ProviderException exception)
                    when (exception.Code is "authentication_failed" && held.Pages.Count > 1)
                {
                    refusal ??= new("permission_denied", Descriptor.Key, exception.Reason, retryAfter: null);
                }
            }
        }

        throw refusal ?? new ProviderException("not_found_at_provider", Descriptor.Key, reason: null, retryAfter: null);
    }

    private LeadForm Read(JsonElement lead, KnownForm? known, string formId)
    {
        try
        {
            var form = MetaLeadForm.Read(lead, known);

            return form.FormId is null ? form with { FormId = formId } : form;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw CallTrouble.Unavailable(Descriptor.Key, exception);
        }
    }

    // Greater than the second before: the second itself belongs to it.
    private static string Since(DateTimeOffset since) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""[{"field":"time_created","operator":"GREATER_THAN","value":{{since.ToUnixTimeSeconds() - 1}}}]"""
        );
}
