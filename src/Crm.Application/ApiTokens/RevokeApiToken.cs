using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using MediatR;

namespace Crm.Application.ApiTokens;

/// <summary>Takes effect on every server within a second.</summary>
public sealed record RevokeApiToken(Guid TokenId) : IRequest;

internal sealed class RevokeApiTokenHandler(IApiTokensDb db, ICaller caller, IAuditTrail audit, TimeProvider time)
    : AsyncRequestHandler<RevokeApiToken>
{
    protected override async Task Handle(RevokeApiToken request, CancellationToken cancellationToken)
    {
        var token = await db.Visible(caller.Venues).LoadAsync(request.TokenId, cancellationToken);
        token.Revoke(time.GetUtcNow());
        await audit.RecordAsync(TokenAudit.Revoked(token), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
