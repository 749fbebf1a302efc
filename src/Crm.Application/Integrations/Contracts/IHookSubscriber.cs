namespace Crm.Application.Integrations.Contracts;

/// <summary>Platforms that deliver only where they were told to, one subscription for each id that a grant holds.</summary>
public interface IHookSubscriber : IProvider
{
    /// <returns>The provider's name of the subscription: whoever ends one by guess cuts another company's.</returns>
    Task<string> SubscribeAsync(
        AccountAccess access,
        string externalId,
        string callbackUrl,
        CancellationToken cancellationToken
    );

    /// <summary>Ending what is no more is no failure.</summary>
    Task UnsubscribeAsync(string subscriptionId, CancellationToken cancellationToken);

    /// <summary>Those of the platform's app that still deliver.</summary>
    Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken);
}
