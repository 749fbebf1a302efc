using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>
/// Instant Forms of every advertiser that the token holds, and their leads by export: no other call gives all of them
/// (tiktok-leadgen §3). An export shows one region; without asking for each, European leads are missing.
/// </summary>
internal sealed class TikTokLeadsSource(
    ITikTokLeadsApi api,
    TikTokLeadsAdvertisers advertisers,
    TikTokLeadsExport export
) : ILeadSource
{
    private const int PageSize = 100;
    private const int MostPages = 500;
    private const int MostRemembered = 100_000;

    private static readonly string?[] Regions = [null, "eu", "us"];

    /// <summary>Whose form it is: no call says so, and a form never moves.</summary>
    private readonly ConcurrentDictionary<string, string> owners = new(StringComparer.Ordinal);

    public ProviderDescriptor Descriptor => TikTokLeadsProvider.Descriptor;

    public TimeSpan KeptFor => TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<SourceForm>> ListFormsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var token = access.RequiredToken.Reveal();
        var forms = new List<SourceForm>();
        foreach (var (advertiser, page) in await ListPagesAsync(token, cancellationToken))
        {
            var id = JsonText.Of(page.PageId)!;
            var fields = await CallAsync(
                () => api.GetFieldsAsync(token, advertiser, id, cancellationToken),
                cancellationToken
            );
            forms.Add(
                new(id, page.Title, page.Status, [.. (fields.Fields ?? []).Select(QuestionOf).OfType<SourceQuestion>()])
            );
        }

        return forms;
    }

    public async IAsyncEnumerable<LeadForm> ReadLeadsAsync(
        AccountAccess access,
        string formId,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var token = access.RequiredToken.Reveal();
        if (!owners.TryGetValue(formId, out var advertiser))
        {
            await ListPagesAsync(token, cancellationToken);
            advertiser =
                owners.GetValueOrDefault(formId)
                ?? throw TikTokLeadsFailures.Describe(
                    new TikTokLeadsAnswer<JsonElement?>(40007, null, null, null),
                    HttpStatusCode.OK
                );
        }

        foreach (var region in Regions)
        {
            var file = await export.ReadAsync(token, advertiser, formId, region, cancellationToken);
            foreach (var lead in TikTokLeadsFile.Read(file, advertiser, formId))
            {
                if (lead.SubmittedAt is null || lead.SubmittedAt >= since)
                {
                    yield return lead;
                }
            }
        }
    }

    private async Task<List<(string Advertiser, LeadPage Page)>> ListPagesAsync(
        string token,
        CancellationToken cancellationToken
    )
    {
        var pages = new List<(string, LeadPage)>();
        var (list, _) = await advertisers.ReadAsync(token, cancellationToken);
        foreach (var (advertiser, _) in list)
        {
            for (var number = 1; ; number++)
            {
                if (number > MostPages)
                {
                    // A list that was cut must not pass for a whole one.
                    throw CallTrouble.Unavailable(TikTokLeadsProvider.Key, cause: null);
                }

                var page = number;
                var answer = await CallAsync(
                    () => api.GetFormsAsync(token, advertiser, page, PageSize, cancellationToken),
                    cancellationToken
                );
                foreach (var form in (answer.List ?? []).Where(form => JsonText.Of(form.PageId) is { Length: > 0 }))
                {
                    pages.Add((advertiser, form));
                    Remember(JsonText.Of(form.PageId)!, advertiser);
                }

                if (number >= (answer.PageInfo?.TotalPage ?? 1))
                {
                    break;
                }
            }
        }

        return pages;
    }

    private void Remember(string formId, string advertiser)
    {
        if (owners.Count >= MostRemembered)
        {
            owners.Clear();
        }

        owners[formId] = advertiser;
    }

    private async Task<T> CallAsync<T>(
        Func<Task<RestEase.Response<TikTokLeadsAnswer<T>>>> call,
        CancellationToken cancellationToken
    )
    {
        var (answer, status) = await CallTrouble.ReadAsync(Descriptor.Key, call, cancellationToken);

        return TikTokLeadsFailures.Unwrap(answer, status);
    }

    private static SourceQuestion? QuestionOf(JsonElement field)
    {
        if (field.ValueKind is not JsonValueKind.Object)
        {
            return JsonText.Of(field) is { Length: > 0 } name ? new(name, Label: null, Kind: null) : null;
        }

        var label = JsonText.Of(field, "label") ?? JsonText.Of(field, "title");
        var key = JsonText.Of(field, "field") ?? JsonText.Of(field, "name") ?? label;

        return key is { Length: > 0 } ? new(key, label, JsonText.Of(field, "type")) : null;
    }
}
