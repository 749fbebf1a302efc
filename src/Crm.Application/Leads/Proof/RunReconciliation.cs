using Crm.Application.Integrations.Contracts;
using MediatR;

namespace Crm.Application.Leads.Proof;

/// <summary>Fetches now, instead of with the next hour.</summary>
/// <param name="AccountId">Null: all accounts that the caller may see and whose provider can be asked.</param>
public sealed record RunReconciliation(Guid? AccountId) : IRequest<IReadOnlyList<PullDto>>;

internal sealed class RunReconciliationHandler(IMediator mediator, ILeadAccounts accounts)
    : IRequestHandler<RunReconciliation, IReadOnlyList<PullDto>>
{
    private const int Most = 50;

    public async Task<IReadOnlyList<PullDto>> Handle(RunReconciliation request, CancellationToken cancellationToken)
    {
        var wanted = request.AccountId is { } id
            ? [await accounts.GetAsync(id, cancellationToken)]
            : (await accounts.ListAsync(cancellationToken)).Where(account =>
                account is { IsConnected: true, KeptFor: not null }
            );
        var pulls = new List<PullDto>();
        foreach (var account in wanted.Take(Most))
        {
            pulls.Add(await mediator.Send(new PullLeads(account.Id), cancellationToken));
        }

        return pulls;
    }
}
