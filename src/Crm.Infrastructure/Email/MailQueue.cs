using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Email;

internal sealed class MailQueue(CrmDbContext context, IVault vault, TimeProvider time) : IMailQueue
{
    public const string Topic = "mail";

    public async ValueTask EnqueueAsync(Mail mail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var content = new MailContent(
            mail.Template,
            mail.To.Value,
            mail.Locale,
            mail.Values.ToDictionary(value => value.Key, value => value.Value.Reveal(), StringComparer.Ordinal)
        );
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content);
        context.Add(
            new QueuedMail
            {
                Id = id,
                SealedContent = await vault.SealAsync(NameOf(id), bytes, cancellationToken),
                CreatedAt = now,
                DueAt = now,
            }
        );
    }

    /// <summary>The platform's, whoever wrote it: many mails belong to no tenant.</summary>
    public static SecretName NameOf(Guid mailId) => new(TenantId.Platform, mailId, "mail");
}

/// <summary>What is sealed; never logged, never in an answer.</summary>
internal sealed record MailContent(
    MailTemplate Template,
    string To,
    string Locale,
    IReadOnlyDictionary<string, string> Values
)
{
    public override string ToString() => Template.ToString();
}
