namespace Crm.Application.Identity.Contracts;

/// <summary>Asks a person to prove that the address is theirs.</summary>
public interface IEmailConfirmation
{
    /// <summary>The mail is stored by what the caller saves next.</summary>
    /// <param name="tenantName">The company that the person registered, so that a stranger's attempt is recognised in the mail.</param>
    Task AskAsync(Guid personId, string tenantName, CancellationToken cancellationToken);
}
