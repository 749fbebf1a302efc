using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;

namespace Crm.Application.Messaging;

/// <summary>The accounts that messages can be sent from, as far as the caller may see them.</summary>
internal sealed class MessagingAccounts(IAccountCaller caller, IEnumerable<IProvider> providers)
{
    /// <exception cref="NotFoundException">Gone, or not the caller's to see.</exception>
    /// <exception cref="ProviderException"><c>not_supported_by_platform</c></exception>
    public async Task<MessagingAccount> GetAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await caller.FindAsync([accountId], cancellationToken)) is [var account]
            ? new(account, SenderOf(account.Platform))
            : throw new NotFoundException("Account");

    /// <summary>For how long after a person's message each of these accounts may write freely; who is gone or not seen is not there.</summary>
    public async Task<IReadOnlyDictionary<Guid, TimeSpan>> WindowsAsync(
        IEnumerable<Guid> accountIds,
        CancellationToken cancellationToken
    ) =>
        (await caller.FindAsync([.. accountIds.Distinct()], cancellationToken))
            .Join(
                providers.OfType<IMessageSender>(),
                account => account.Platform,
                sender => sender.Descriptor.Key,
                (account, sender) => (account.Id, sender.Rules.ServiceWindow),
                StringComparer.Ordinal
            )
            .ToDictionary(pair => pair.Id, pair => pair.ServiceWindow);

    /// <summary>Whether a channel of the consent ledger is a platform that messages are sent from.</summary>
    public bool AreOf(string channel) =>
        providers.OfType<IMessageSender>().Any(sender => sender.Descriptor.Key == channel);

    private IMessageSender SenderOf(string platform) =>
        providers.OfType<IMessageSender>().FirstOrDefault(sender => sender.Descriptor.Key == platform)
        ?? throw new ProviderException("not_supported_by_platform", platform, reason: null, retryAfter: null);
}

internal sealed record MessagingAccount(CallableAccount Account, IMessageSender Sender)
{
    public Guid Id => Account.Id;

    public string Platform => Account.Platform;

    public bool IsConnected => Account.IsConnected;

    public Guid? OnlyVenue => Account.VenueIds is [var only] ? only : null;

    public void RequireConnected()
    {
        if (!IsConnected)
        {
            throw new ProviderException("integration_not_configured", Platform, reason: null, retryAfter: null);
        }
    }
}
