using Crm.Application.Common;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>The advertisers a token holds, in the order of their ids.</summary>
internal sealed class TikTokLeadsAdvertisers(ITikTokLeadsApi api, TikTokLeadsOptions options)
{
    /// <summary>At least one.</summary>
    public async Task<(IReadOnlyList<(string Id, string? Name)> List, string? RequestId)> ReadAsync(
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        var (list, requestId) = await ListAsync(accessToken, cancellationToken);

        return list.Count > 0
            ? (list, requestId)
            : throw new ProviderException("permission_denied", TikTokLeadsProvider.Key, "no advertiser", null);
    }

    public async Task<(IReadOnlyList<(string Id, string? Name)> List, string? RequestId)> ListAsync(
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

        return (list, answer.RequestId);
    }
}
