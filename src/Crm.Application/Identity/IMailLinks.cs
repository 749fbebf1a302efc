using Crm.Domain.Common;

namespace Crm.Application.Identity;

/// <summary>
/// Links that prove an address to whoever reads its mail. Derived by a keyed hash from person, purpose, end and the person's
/// present state: nothing is stored, and what a link does makes it and all others like it void.
/// </summary>
public interface IMailLinks
{
    /// <summary>The link to the page in the browser app; its secret stands in the fragment, which no server ever sees.</summary>
    Task<Secret> WriteAsync(MailPurpose purpose, Guid personId, CancellationToken cancellationToken);

    /// <returns>Null for what we never issued, what was used, what has expired and what is for something else.</returns>
    Task<Guid?> ReadAsync(MailPurpose purpose, Secret token, CancellationToken cancellationToken);
}

public enum MailPurpose
{
    ConfirmEmail = 1,
    ResetPassword = 2,
}
