using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Identity;

namespace Crm.Application.Identity;

/// <summary>Makes and reads the tokens of a family. Refresh tokens are derived by a keyed hash: the same generation is the same token.</summary>
public interface ISessionTokens
{
    ValueTask<SessionTokens> IssueAsync(RefreshFamily family, CancellationToken cancellationToken);

    /// <summary>Null for what we never issued; decided without the database.</summary>
    ValueTask<RefreshClaim?> ReadAsync(Secret refreshToken, CancellationToken cancellationToken);
}

public sealed record RefreshClaim(Guid FamilyId, int Generation);
