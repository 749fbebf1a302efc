using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity;

public sealed record LogOut(Secret RefreshToken) : IRequest;

internal sealed class LogOutValidator : AbstractValidator<LogOut>
{
    public LogOutValidator() => RuleFor(request => request.RefreshToken).NotNull();
}

internal sealed class LogOutHandler(ISessionTokens tokens, IRefreshFamilies families, TimeProvider time)
    : AsyncRequestHandler<LogOut>
{
    protected override async Task Handle(LogOut request, CancellationToken cancellationToken)
    {
        var claim =
            await tokens.ReadAsync(request.RefreshToken, cancellationToken)
            ?? throw new DomainException("unauthorized");
        await families.ChangeAsync(
            claim.FamilyId,
            family =>
            {
                family.Revoke("logout", time.GetUtcNow());
                return true;
            },
            cancellationToken
        );
    }
}
