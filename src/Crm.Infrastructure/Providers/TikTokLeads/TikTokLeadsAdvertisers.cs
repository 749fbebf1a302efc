using Crm.Application.Common;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>The advertisers a token holds, at least one, in the order of their ids.</summary>
internal sealed class TikTokLeadsAdvertisers(ITikTokLeadsApi api, TikTokLeadsOptions options)
{
    public async Task<(IReadOnlyList<(string Id, string? Name)> List, string? RequestId)> ReadAsync(
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        var (answer, status) = await CallTrouble.ReadAsync(
            TikTokLeadsProvider.Key,
            () =>
                api.GetAdvertisersAsync(
                    accessToken,
                    options.RequiredAppId,
                    options.AppSecret!.Reveal(),
                    cancellationToken
                ),
            cancellationToken
        );
        var list = (TikTokLeadsFailures.Unwrap(answer, status).List ?? [])
            .Select(row => (Id: JsonText.Of(row.AdvertiserId) ?? "", Name: row.AdvertiserName))
            .Where(row => row.Id.Length > 0)
            .OrderBy(row => row.Id, StringComparer.Ordinal)
            .ToList();

        return list.Count > 0
            ? (list, answer.RequestId)
            : throw new ProviderException("permission_denied", TikTokLeadsProvider.Key, "no advertiser", null);
    }
}
