using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <param name="Name">Null: as it is, as with the others.</param>
/// <param name="AcceptsUnsigned">Whether its own webhook address takes deliveries that carry no signature.</param>
public sealed record ChangeAccount(Guid AccountId, string? Name = null, bool? AcceptsUnsigned = null)
    : IRequest<AccountDto>;

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator() =>
        RuleFor(request => request.Name)
            .NotEmpty()
            .MaximumLength(AccountNames.MaximumLength)
            .When(request => request.Name is not null);
}

internal sealed class ChangeAccountHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountViews views,
    TimeProvider clock
) : IRequestHandler<ChangeAccount, AccountDto>
{
    public async Task<AccountDto> Handle(ChangeAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        if (request.AcceptsUnsigned is true && !providers.Descriptor(account.Platform).MaySendUnsigned)
        {
            throw new ValidationException([
                new ValidationFailure("acceptsUnsigned", "always_signed") { ErrorCode = "always_signed" },
            ]);
        }

        if (request.Name is { } name)
        {
            account.Rename(name.Trim(), clock.GetUtcNow());
        }

        if (request.AcceptsUnsigned is { } accepts)
        {
            account.AcceptUnsigned(accepts, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}
