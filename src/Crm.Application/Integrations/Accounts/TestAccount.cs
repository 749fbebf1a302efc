using Crm.Application.Integrations.Contracts;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <summary>A harmless live call.</summary>
public sealed record TestAccount(Guid AccountId) : IRequest<AccountTestDto>;

public sealed record AccountTestDto(bool Ok, string? ExternalId, string? DisplayName);

internal sealed class TestAccountHandler(IIntegrationsDb db, ProviderCatalog providers, AccountCalls calls)
    : IRequestHandler<TestAccount, AccountTestDto>
{
    public async Task<AccountTestDto> Handle(TestAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var reader = providers.Get<IProfileReader>(account.Platform);
        var profile = await calls.CallAsync(
            account,
            "test",
            token => reader.ReadProfileAsync(token, account.Scopes, cancellationToken),
            answer => Task.FromResult(answer.RequestId),
            cancellationToken
        );

        return new(true, profile.ExternalId ?? account.ExternalId, profile.DisplayName ?? account.DisplayName);
    }
}
