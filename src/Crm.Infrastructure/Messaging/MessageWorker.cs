using Crm.Application.Messaging.Sending;
using Crm.Infrastructure.DueWork;
using Microsoft.Extensions.Hosting;

namespace Crm.Infrastructure.Messaging;

/// <summary>Sends messages as soon as they are committed, in the turn of their conversation.</summary>
internal sealed class MessageWorker(DueWorkLoop loop) : BackgroundService
{
    private static readonly DueKind Messages = new(
        MessageTopic.Name,
        "select tenant_id, message_id from lookup.lease_due_messages($1, $2, $3, $4, $5)",
        AtOnce: 32,
        Lease: TimeSpan.FromMinutes(1),
        (row, _) => new SendDueMessage(row.GetGuid(1))
    );

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(Messages, stoppingToken);
}
