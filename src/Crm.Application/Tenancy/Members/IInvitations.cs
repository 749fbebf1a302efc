using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Members;

/// <summary>What invitations need of the world outside: the address of their page, and the tenant that a token is of.</summary>
public interface IInvitations
{
    Secret LinkOf(Secret token);

    /// <summary>Asked before a tenant is known; null for a token that nobody issued or that was used.</summary>
    Task<InvitationPlace?> FindAsync(byte[] tokenHash, CancellationToken cancellationToken);
}

public sealed record InvitationPlace(TenantId TenantId, Guid InvitationId);
