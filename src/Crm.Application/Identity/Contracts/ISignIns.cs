namespace Crm.Application.Identity.Contracts;

/// <summary>Begins a sign-in for somebody who has proven who they are.</summary>
public interface ISignIns
{
    /// <summary>The sign-in is stored by what the caller saves next; hand the tokens out only after that.</summary>
    Task<SessionTokens> BeginAsync(Guid personId, Guid? tenantId, CancellationToken cancellationToken);
}
