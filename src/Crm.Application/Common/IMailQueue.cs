using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>Mails are stored, sealed, by what the caller saves next, and sent after the commit.</summary>
public interface IMailQueue
{
    ValueTask EnqueueAsync(Mail mail, CancellationToken cancellationToken);
}

/// <param name="Locale">One of <c>tr</c>, <c>ar</c>, <c>en</c>.</param>
/// <param name="Values">For the {named} places of the template's texts; links with their secrets among them.</param>
public sealed record Mail(
    MailTemplate Template,
    EmailAddress To,
    string Locale,
    IReadOnlyDictionary<string, Secret> Values
);

public enum MailTemplate
{
    ConfirmEmail,
    ResetPassword,
    PasswordChanged,
    Invitation,
    ConnectionEnds,
    ConnectionBroken,
    ConnectionRecovered,

    /// <summary>
    /// Not a mail yet: when its turn comes it becomes one <see cref="ResetPassword"/> for each account of the address, if there
    /// is any. So asking costs and answers the same for every address.
    /// </summary>
    ResetPasswordWanted,
}
