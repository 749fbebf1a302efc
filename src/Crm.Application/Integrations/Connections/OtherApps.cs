using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>Where customers bring apps of their own, the provider may know one person by another id at each.</summary>
internal static class OtherApps
{
    /// <summary>Whether what is stored was granted to another app than this.</summary>
    public static async Task<bool> IsOfOtherAppAsync(
        this IIntegrationsDb db,
        Account account,
        NewConsent consent,
        CancellationToken cancellationToken
    ) =>
        consent.Granted.AppId is { } app
        && await db.TokenGrants.AnyAsync(
            grant => grant.AccountId == account.Id && grant.AppId != null && grant.AppId != app,
            cancellationToken
        );

    /// <summary>Where ids of two apps cannot be compared, the one that is stored counts as a former id of the same account.</summary>
    public static async Task<NewConsent> RelateAsync(
        this IIntegrationsDb db,
        Account account,
        NewConsent consent,
        CancellationToken cancellationToken
    ) =>
        await db.IsOfOtherAppAsync(account, consent, cancellationToken)
            ? consent with
            {
                Granted = consent.Granted with { FormerId = account.ExternalId },
            }
            : consent;
}
