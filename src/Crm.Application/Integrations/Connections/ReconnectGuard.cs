using Crm.Application.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>What a callback that a reconnect link began must meet beyond the guards of every callback.</summary>
internal sealed class ReconnectGuard(IIntegrationsDb db, IOrigin origin)
{
    public const string Invalid = "reconnect_link_invalid";

    /// <summary>Nobody of the company: whoever holds the link, known by the address alone.</summary>
    public Actor Opener => new(ActorKind.System, Id: null, origin.Address);

    public Actor ActorOf(TakenState taken) =>
        taken.LinkHash is null ? new(ActorKind.Person, taken.PersonId, Address: null) : Opener;

    /// <summary>Spends the link in what the use case saves next; another who spends it meanwhile makes that save fail.</summary>
    /// <returns>Null when the consent may be kept, else the code of what forbids it.</returns>
    public async Task<string?> SpendAsync(
        Account account,
        TakenState taken,
        NewConsent consent,
        CancellationToken cancellationToken
    )
    {
        if (taken.LinkHash is not { } hash)
        {
            return account.MayBecome(consent.Granted.ExternalId, consent.Granted.FormerId) ? null : "wrong_account";
        }

        var link = await db.ReconnectLinks.SingleOrDefaultAsync(one => one.SecretHash == hash, cancellationToken);
        if (link is null)
        {
            return Invalid;
        }

        if (consent.Granted.ExternalId != link.ExternalId || !account.MayBecome(link.ExternalId))
        {
            return "wrong_account";
        }

        // What renews itself is not given up for what does not, by somebody who cannot know the difference.
        if (
            consent.Granted.Tokens?.RefreshToken is null
            && await db.TokenGrants.AnyAsync(
                grant => grant.AccountId == account.Id && grant.SealedRefreshToken != null,
                cancellationToken
            )
        )
        {
            return "provider_rejected";
        }

        db.ReconnectLinks.Remove(link);

        return null;
    }
}
