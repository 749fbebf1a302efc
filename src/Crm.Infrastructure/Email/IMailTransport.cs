namespace Crm.Infrastructure.Email;

internal interface IMailTransport
{
    Task SendAsync(Guid id, WrittenMail mail, CancellationToken cancellationToken);
}

/// <summary>A mail in the words of its reader.</summary>
internal sealed record WrittenMail(string To, string Locale, string Subject, string Text, string Html)
{
    public override string ToString() => "mail";
}
