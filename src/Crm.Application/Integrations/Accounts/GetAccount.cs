using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <param name="ForAdmin">Shows the webhook address.</param>
public sealed record GetAccount(Guid AccountId, bool ForAdmin) : IRequest<AccountDto>;

internal sealed class GetAccountHandler(IIntegrationsDb db, AccountViews views)
    : IRequestHandler<GetAccount, AccountDto>
{
    public async Task<AccountDto> Handle(GetAccount request, CancellationToken cancellationToken) =>
        await views.OneAsync(
            await db.GetAccountAsync(request.AccountId, cancellationToken),
            request.ForAdmin,
            cancellationToken
        );
}
