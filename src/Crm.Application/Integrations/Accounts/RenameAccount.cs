using FluentValidation;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <param name="Versions">Renames only the one of these that is the present one; null: whatever it is.</param>
public sealed record RenameAccount(Guid AccountId, string Name, IReadOnlyList<uint>? Versions)
    : IRequest<VersionedAccount>;

internal sealed class RenameAccountValidator : AbstractValidator<RenameAccount>
{
    public RenameAccountValidator() =>
        RuleFor(request => request.Name).NotEmpty().MaximumLength(AccountNames.MaximumLength);
}

internal sealed class RenameAccountHandler(IIntegrationsDb db, AccountViews views, TimeProvider clock)
    : IRequestHandler<RenameAccount, VersionedAccount>
{
    public async Task<VersionedAccount> Handle(RenameAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var now = clock.GetUtcNow();

        await db.ChangeAsync(
            account,
            request.Versions,
            row => row.SetProperty(one => one.Name, request.Name.Trim()).SetProperty(one => one.UpdatedAt, now),
            cancellationToken
        );
        await db.Accounts.Entry(account).ReloadAsync(cancellationToken);

        return new(await views.OneAsync(account, forAdmin: true, cancellationToken), account.Version);
    }
}
