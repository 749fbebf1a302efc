using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.ApiTokens;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <param name="OverlapSeconds">How long the token as it was still works; 0: no longer.</param>
public sealed record RotateApiToken(Guid TokenId, int OverlapSeconds) : IRequest<IssuedToken>;

internal sealed class RotateApiTokenValidator : AbstractValidator<RotateApiToken>
{
    public RotateApiTokenValidator() =>
        RuleFor(request => request.OverlapSeconds).InclusiveBetween(0, (int)ApiToken.LongestOverlap.TotalSeconds);
}

internal sealed class RotateApiTokenHandler(IApiTokensDb db, ICaller caller, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<RotateApiToken, IssuedToken>
{
    public async Task<IssuedToken> Handle(RotateApiToken request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = await db.Visible(caller.Venues)
            .Include(token => token.Secrets.Where(secret => secret.EndsAt == null || secret.EndsAt > now))
            .LoadAsync(request.TokenId, cancellationToken);
        var before = token.Prefix;
        var (secret, prefix, hash) = TokenText.Issue();
        token.Rotate((prefix, hash), TimeSpan.FromSeconds(request.OverlapSeconds), now);
        await audit.RecordAsync(TokenAudit.Rotated(token, before, request.OverlapSeconds), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        return new(await db.ReadAsync(token, cancellationToken), secret);
    }
}
