using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>One subscription an advertiser covers all its forms; two that overlap deliver twice, which is one lead here.</summary>
internal sealed class TikTokLeadsSubscriber(ITikTokLeadsSubscriptionsApi api, TikTokLeadsOptions options)
    : IHookSubscriber
{
    private const string Entity = "LEAD";
    private const string Source = "INSTANT_FORM";
    private const int PageSize = 100;
    private const int MostPages = 1_000;
    private const int NotFound = 40007;

    public ProviderDescriptor Descriptor => TikTokLeadsProvider.Descriptor;

    public async Task<string> SubscribeAsync(
        AccountAccess access,
        string externalId,
        string callbackUrl,
        CancellationToken cancellationToken
    )
    {
        var order = new LeadSubscriptionOrder(
            options.RequiredAppId,
            options.AppSecret!.Reveal(),
            Entity,
            callbackUrl,
            new(access.RequiredToken.Reveal(), externalId, Source)
        );
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.SubscribeAsync(order, cancellationToken),
            cancellationToken
        );

        return JsonText.Of(TikTokLeadsFailures.Unwrap(answer, status).SubscriptionId) is { Length: > 0 } id
            ? id
            : throw CallTrouble.Unavailable(Descriptor.Key, cause: null);
    }

    public async Task UnsubscribeAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var order = new LeadSubscriptionEnd(options.RequiredAppId, options.AppSecret!.Reveal(), subscriptionId);
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.UnsubscribeAsync(order, cancellationToken),
            cancellationToken
        );
        if (answer.Code is not (0 or NotFound))
        {
            throw TikTokLeadsFailures.Describe(answer, status);
        }
    }

    public async Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken)
    {
        var living = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; number <= MostPages; number++)
        {
            var page = number;
            var (answer, status) = await CallTrouble.ReadAsync(
                Descriptor.Key,
                () =>
                    api.ListAsync(
                        options.RequiredAppId,
                        options.AppSecret!.Reveal(),
                        Entity,
                        page,
                        PageSize,
                        cancellationToken
                    ),
                cancellationToken
            );
            var list = TikTokLeadsFailures.Unwrap(answer, status);
            living.UnionWith(
                (list.Subscriptions ?? []).Select(row => JsonText.Of(row.SubscriptionId)).OfType<string>()
            );
            if (number >= (list.PageInfo?.TotalPage ?? 1))
            {
                break;
            }
        }

        return living;
    }
}
