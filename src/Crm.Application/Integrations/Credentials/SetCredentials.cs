using Crm.Application.Integrations.Accounts;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Integrations.Credentials;

/// <summary>Replaces all that was pasted for an account, and connects it where that is enough.</summary>
/// <param name="Values">By the names of the platform's credential fields; one that is left out or empty is removed.</param>
public sealed record SetCredentials(Guid AccountId, IReadOnlyDictionary<string, Secret?> Values) : IRequest<AccountDto>;

internal sealed class SetCredentialsHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    PastedConnection pasted,
    AccountViews views
) : IRequestHandler<SetCredentials, AccountDto>
{
    public async Task<AccountDto> Handle(SetCredentials request, CancellationToken cancellationToken)
    {
        var platform = (await db.GetAccountAsync(request.AccountId, cancellationToken)).Platform;
        var values = CredentialInput.Read(providers.Descriptor(platform), request.Values, member: null);
        var answer = await pasted.AskAsync(platform, values, cancellationToken);

        // The call took its time, and others change the same rows.
        db.Forget();
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        await pasted.KeepAsync(account, values, answer, cancellationToken);
        await pasted.SaveAsync(platform, CancellationToken.None);

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}
