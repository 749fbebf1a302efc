using System.Collections.Concurrent;
using Crm.Application.Common;

namespace Crm.WebApi.Tests.Tenancy;

/// <summary>Keeps every mail instead of sending it.</summary>
public sealed class RecordedMail : IMailQueue
{
    private readonly ConcurrentQueue<Mail> mails = new();

    public ValueTask EnqueueAsync(Mail mail, CancellationToken cancellationToken)
    {
        mails.Enqueue(mail);

        return ValueTask.CompletedTask;
    }

    public Mail LastTo(string email) => mails.Last(mail => mail.To.Value == email);

    /// <summary>What stands behind the # of the link in the last mail to this address.</summary>
    public string TokenTo(string email) => LastTo(email).Values["link"].Reveal().Split("#token=")[1];
}
