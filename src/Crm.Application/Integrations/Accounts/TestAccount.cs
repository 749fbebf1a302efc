using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>A harmless live call.</summary>
public sealed record TestAccount(Guid AccountId) : IRequest<AccountTestDto>;

public sealed record AccountTestDto(bool Ok, string? ExternalId, string? DisplayName);

internal sealed class TestAccountHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountCalls calls,
    CredentialStore credentials,
    PastedConnection pasted
) : IRequestHandler<TestAccount, AccountTestDto>
{
    public async Task<AccountTestDto> Handle(TestAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var stored = await credentials.OpenAsync(account, cancellationToken);

        return
            stored.IsEmpty || await db.TokenGrants.AnyAsync(grant => grant.AccountId == account.Id, cancellationToken)
            ? await AskAsync(account, cancellationToken)
            : await ConnectAsync(account, stored, cancellationToken);
    }

    private async Task<AccountTestDto> AskAsync(Account account, CancellationToken cancellationToken)
    {
        var reader = providers.Get<IProfileReader>(account.Platform);
        var profile = await calls.CallAsync(
            account,
            "test",
            access => reader.ReadProfileAsync(access, account.Scopes, cancellationToken),
            answer => Task.FromResult(answer.RequestId),
            cancellationToken
        );

        return new(true, profile.ExternalId ?? account.ExternalId, profile.DisplayName ?? account.DisplayName);
    }

    /// <summary>What is pasted alone may have been wrong, or not yet asked about: the test connects it.</summary>
    private async Task<AccountTestDto> ConnectAsync(
        Account account,
        PastedCredentials stored,
        CancellationToken cancellationToken
    )
    {
        var answer = await pasted.AskAsync(account.Platform, stored, cancellationToken);
        db.Forget();
        account = await db.GetAccountAsync(account.Id, cancellationToken);
        if (!stored.IsSameAs(await credentials.OpenAsync(account, cancellationToken)))
        {
            // Disconnected or pasted anew meanwhile: the answer is about what is no more.
            throw new DomainException("concurrent_change");
        }

        await pasted.RecordAsync(account, answer, cancellationToken);
        await pasted.SaveAsync(account.Platform, CancellationToken.None);
        if (answer.Trouble is { } trouble)
        {
            throw trouble;
        }

        return answer.Consent is null
            ? throw new ProviderException(
                "integration_not_configured",
                account.Platform,
                reason: null,
                retryAfter: null
            )
            : new(true, account.ExternalId, account.DisplayName);
    }
}
