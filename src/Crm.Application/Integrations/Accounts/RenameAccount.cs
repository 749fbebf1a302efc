using FluentValidation;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

public sealed record RenameAccount(Guid AccountId, string Name) : IRequest<AccountDto>;

internal sealed class RenameAccountValidator : AbstractValidator<RenameAccount>
{
    public RenameAccountValidator() =>
        RuleFor(request => request.Name).NotEmpty().MaximumLength(AccountNames.MaximumLength);
}

internal sealed class RenameAccountHandler(IIntegrationsDb db, AccountViews views, TimeProvider clock)
    : IRequestHandler<RenameAccount, AccountDto>
{
    public async Task<AccountDto> Handle(RenameAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);

        account.Rename(request.Name.Trim(), clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}
