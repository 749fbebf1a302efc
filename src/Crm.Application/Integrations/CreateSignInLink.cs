using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Integrations;

/// <param name="UserToken">The provider's name of the person; null: the one that was pasted for the account.</param>
public sealed record CreateSignInLink(Guid AccountId, string? UserToken) : IRequest<SignInLink>;

internal sealed class CreateSignInLinkValidator : AbstractValidator<CreateSignInLink>
{
    private const int LongestToken = 32;

    public CreateSignInLinkValidator() => RuleFor(request => request.UserToken).Length(1, LongestToken);
}

internal sealed class CreateSignInLinkHandler(IIntegrationsDb db, ProviderCatalog providers, AccountCalls calls)
    : IRequestHandler<CreateSignInLink, SignInLink>
{
    public async Task<SignInLink> Handle(CreateSignInLink request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var links = providers.Get<ISignInLinks>(account.Platform);

        return await calls.CallAsync(
            account,
            "sign_in_link",
            access => links.CreateAsync(access, request.UserToken, cancellationToken),
            _ => Task.FromResult<string?>(null),
            cancellationToken
        );
    }
}
