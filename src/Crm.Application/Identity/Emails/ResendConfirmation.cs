using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Identity.Emails;

/// <summary>Another mail with a link, in case the first was lost.</summary>
public sealed record ResendConfirmation : IRequest;

internal sealed class ResendConfirmationHandler(
    IEmailConfirmation confirmation,
    IMemberships memberships,
    ICredentials credentials,
    ICurrentUser user,
    IIdentityDb db
) : AsyncRequestHandler<ResendConfirmation>
{
    protected override async Task Handle(ResendConfirmation request, CancellationToken cancellationToken)
    {
        if (!await credentials.TakeMailTurnAsync(user.PersonId, cancellationToken))
        {
            throw new DomainException("rate_limited", ("retryAfter", ICredentials.BetweenMails));
        }

        var places = await memberships.OfAsync(user.PersonId, cancellationToken);
        await confirmation.AskAsync(user.PersonId, places.Count > 0 ? places[0].TenantName : "CRM", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
