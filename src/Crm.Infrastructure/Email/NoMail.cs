using Crm.Application.Common;

namespace Crm.Infrastructure.Email;

/// <summary>Holds the place of the mail queue and drops what it is given.</summary>
internal sealed class NoMail : IMailQueue
{
    public ValueTask EnqueueAsync(Mail mail, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
