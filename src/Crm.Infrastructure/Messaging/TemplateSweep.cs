using Crm.Application.Integrations.Contracts;
using Crm.Application.Messaging.Templates;
using Crm.Infrastructure.Jobs;

namespace Crm.Infrastructure.Messaging;

/// <summary>Reads every day what became of templates: approved does not stay approved, and not every platform tells.</summary>
internal sealed class TemplateSweep(AccountSweep accounts, IEnumerable<IProvider> providers, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private readonly string[] platforms =
    [
        .. providers.OfType<IMessageSender>().Select(sender => sender.Descriptor.Key).Distinct(StringComparer.Ordinal),
    ];

    public Task RunAsync(CancellationToken cancellationToken) =>
        accounts.RunAsync(
            "accounts_to_sync_templates",
            platforms,
            time.GetUtcNow() - Age,
            (mediator, accountId, token) => mediator.Send(new SyncTemplates(accountId), token),
            cancellationToken
        );
}
