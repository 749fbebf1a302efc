using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>The daily probe: a withdrawn authorization makes subscriptions stop in silence (tiktok-leadgen §3).</summary>
internal sealed class TikTokLeadsProfileReader(TikTokLeadsAdvertisers advertisers) : IProfileReader, IIdProver
{
    public ProviderDescriptor Descriptor => TikTokLeadsProvider.Descriptor;

    public async Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        var (list, requestId) = await advertisers.ReadAsync(access.RequiredToken.Reveal(), cancellationToken);
        var (id, name) = list[0];

        return new(id, name, null, null, null, null, null, null, null, null, null) { RequestId = requestId };
    }

    public async Task<IReadOnlyList<string>> ListProvenIdsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var (list, _) = await advertisers.ListAsync(access.RequiredToken.Reveal(), cancellationToken);

        return [.. list.Select(advertiser => advertiser.Id)];
    }
}
