using Crm.Application.Common;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.History;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>Accounts as callers see them: a page of rows, what belongs to them, and their addresses. Never a secret.</summary>
internal sealed class AccountViews(
    IIntegrationsDb db,
    IVault vault,
    ProviderCatalog providers,
    IPublicAddresses addresses,
    AccountUses uses,
    TimeProvider clock
)
{
    public async Task<AccountDto> OneAsync(Account account, bool forAdmin, CancellationToken cancellationToken) =>
        (await AllAsync([account], forAdmin, cancellationToken))[0];

    public async Task<IReadOnlyList<AccountDto>> AllAsync(
        IReadOnlyList<Account> accounts,
        bool forAdmin,
        CancellationToken cancellationToken
    )
    {
        var ids = accounts.Select(account => account.Id).ToList();
        var grants = await db
            .TokenGrants.AsNoTracking()
            .Where(grant => ids.Contains(grant.AccountId))
            .ToDictionaryAsync(grant => grant.AccountId, cancellationToken);
        var credentials = (
            await db
                .Credentials.AsNoTracking()
                .Where(credential => ids.Contains(credential.AccountId))
                .ToListAsync(cancellationToken)
        ).ToLookup(credential => credential.AccountId);

        var used = await uses.ListAsync(ids, cancellationToken);
        var awaited = await ListAwaitedAsync(accounts, cancellationToken);

        var views = new List<AccountDto>(accounts.Count);
        foreach (var account in accounts)
        {
            views.Add(
                View(
                    account,
                    grants.GetValueOrDefault(account.Id),
                    [.. credentials[account.Id]],
                    used.GetValueOrDefault(account.Id),
                    account.Status is AccountStatus.Connecting && !awaited.Contains(account.Id)
                        ? AccountStatus.Disconnected
                        : account.Status,
                    forAdmin ? await WebhookAsync(account, cancellationToken) : default
                )
            );
        }

        return views;
    }

    // Nothing tells when a person closes the provider's page: an account is connecting while a way back is open.
    private async Task<HashSet<Guid>> ListAwaitedAsync(
        IReadOnlyList<Account> accounts,
        CancellationToken cancellationToken
    )
    {
        var connecting = accounts
            .Where(account => account.Status is AccountStatus.Connecting)
            .Select(account => account.Id)
            .ToList();
        var now = clock.GetUtcNow();

        return connecting.Count == 0
            ? []
            : await db
                .OAuthStates.Where(state => connecting.Contains(state.AccountId) && state.ExpiresAt > now)
                .Select(state => state.AccountId)
                .ToHashSetAsync(cancellationToken);
    }

    private AccountDto View(
        Account account,
        TokenGrant? grant,
        List<Credential> credentials,
        AccountUse? use,
        AccountStatus status,
        (string? Url, string? Key) webhook
    ) =>
        new(
            account.Id,
            account.Platform,
            account.Name,
            status.Name(),
            account.ExternalId,
            account.DisplayName,
            account.Username,
            account.AvatarUrl,
            account.Scopes,
            credentials.ToDictionary(
                credential => credential.Field,
                credential => new CredentialDto(true, credential.Hint, credential.UpdatedAt),
                StringComparer.Ordinal
            ),
            Health(account, grant, credentials, use),
            webhook.Url,
            webhook.Key,
            providers.Find<IAccountConnector>(account.Platform) is null
                ? null
                : addresses.RedirectUri(account.Platform),
            account.AcceptsUnsigned,
            account.VenueIds,
            account.CreatedAt,
            account.UpdatedAt,
            account.LastSyncAt
        );

    private AccountHealthDto Health(Account account, TokenGrant? grant, List<Credential> credentials, AccountUse? use)
    {
        var oldest =
            credentials.Select(credential => (DateTimeOffset?)credential.UpdatedAt).Min() ?? account.ConnectedAt;

        return new(
            account.LastOkAt,
            account.LastErrorCode is { } code
                ? new AccountErrorDto(code, account.LastErrorDetail, account.LastErrorAt!.Value, Remedy: null)
                : MissingScopes(account),
            oldest is { } since ? (int)(clock.GetUtcNow() - since).TotalDays : null,
            grant?.AccessExpiresAt,
            grant?.RefreshExpiresAt,
            use?.LastAt,
            use?.Count ?? 0
        );
    }

    // A person may untick scopes: the connection works, and says what it cannot do.
    private AccountErrorDto? MissingScopes(Account account)
    {
        var missing =
            account.Status is AccountStatus.Connected
                ? providers.Descriptor(account.Platform).Scopes.Except(account.Scopes, StringComparer.Ordinal).ToList()
                : [];

        return missing.Count > 0
            ? new("permission_denied", string.Join(", ", missing), account.ConnectedAt!.Value, Remedy: null)
            : null;
    }

    private async Task<(string? Url, string? Key)> WebhookAsync(Account account, CancellationToken cancellationToken)
    {
        var platform = providers.Descriptor(account.Platform);
        if (platform.HookKey is not { } hook)
        {
            return default;
        }

        var name = new SecretName(account.TenantId, account.Id, Account.AccountKeyField);
        var key = await vault.OpenAsync(name, account.SealedAccountKey, cancellationToken);

        return (addresses.WebhookUrl(hook, key.Reveal()), platform.HasWebhookKey ? WebhookKey.Of(key.Reveal()) : null);
    }
}
