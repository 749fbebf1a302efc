using Crm.Application.Common;
using MediatR;

namespace Crm.Application.Identity.SignIns;

/// <summary>Ends one of the caller's own sign-ins, wherever it is.</summary>
public sealed record EndSignIn(Guid Id) : IRequest;

internal sealed class EndSignInHandler(
    IRefreshFamilies families,
    ISecurityRecords records,
    ICurrentUser user,
    TimeProvider time
) : AsyncRequestHandler<EndSignIn>
{
    protected override async Task Handle(EndSignIn request, CancellationToken cancellationToken)
    {
        await records.RecordAsync("person.session_ended", user.PersonId, cancellationToken);
        var ended = await families.ChangeAsync(
            request.Id,
            family =>
            {
                var now = time.GetUtcNow();
                if (family.PersonId != user.PersonId || !family.IsAlive(now))
                {
                    // Before anything is stored: somebody else's looks like none.
                    throw new NotFoundException("Session");
                }

                family.Revoke("ended", now);
                return true;
            },
            cancellationToken
        );
        if (ended is null)
        {
            throw new NotFoundException("Session");
        }
    }
}
