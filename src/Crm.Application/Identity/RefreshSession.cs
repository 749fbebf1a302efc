using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Identity;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity;

public sealed record RefreshSession(Secret RefreshToken) : IRequest<SessionTokens>;

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSession>
{
    public RefreshSessionValidator() => RuleFor(request => request.RefreshToken).NotNull();
}

internal sealed class RefreshSessionHandler(ISessionTokens tokens, IRefreshFamilies families, TimeProvider time)
    : IRequestHandler<RefreshSession, SessionTokens>
{
    public async Task<SessionTokens> Handle(RefreshSession request, CancellationToken cancellationToken)
    {
        var claim =
            await tokens.ReadAsync(request.RefreshToken, cancellationToken)
            ?? throw new DomainException("unauthorized");
        var presented = await families.ChangeAsync(
            claim.FamilyId,
            family => family.Present(claim.Generation, time.GetUtcNow()),
            cancellationToken
        );

        return presented switch
        {
            (var family, RefreshVerdict.Accepted) => await tokens.IssueAsync(family, cancellationToken),
            (_, RefreshVerdict.Reused) => throw new DomainException("refresh_token_reused"),
            _ => throw new DomainException("unauthorized"),
        };
    }
}
