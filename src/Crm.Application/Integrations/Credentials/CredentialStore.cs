using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Credentials;

/// <summary>What was pasted for an account, sealed field by field. Changes rows; the use case saves.</summary>
internal sealed class CredentialStore(IIntegrationsDb db, IVault vault, ProviderCatalog providers, TimeProvider clock)
{
    public async Task<PastedCredentials> OpenAsync(Account account, CancellationToken cancellationToken)
    {
        if (providers.Descriptor(account.Platform).CredentialFields.Count == 0)
        {
            return PastedCredentials.None;
        }

        var rows = await db
            .Credentials.AsNoTracking()
            .Where(row => row.AccountId == account.Id)
            .ToListAsync(cancellationToken);
        var values = new Dictionary<string, Secret>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            values[row.Field] = await vault.OpenAsync(Name(account, row.Field), row.SealedValue, cancellationToken);
        }

        return new(values);
    }

    /// <summary>Also those that are the same count as renewed: whoever pastes them anew has looked at them.</summary>
    public async Task ReplaceAsync(
        Account account,
        IReadOnlyDictionary<string, Secret> values,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var stored = await db
            .Credentials.Where(row => row.AccountId == account.Id)
            .ToDictionaryAsync(row => row.Field, StringComparer.Ordinal, cancellationToken);
        db.Credentials.RemoveRange(stored.Values.Where(row => !values.ContainsKey(row.Field)));
        foreach (var (field, value) in values)
        {
            var box = await vault.SealAsync(Name(account, field), value, cancellationToken);
            var hint = Credential.HintOf(value);
            if (stored.TryGetValue(field, out var row))
            {
                row.Replace(box, hint, now);
            }
            else
            {
                db.Credentials.Add(Credential.Create(account, field, box, hint, now));
            }
        }
    }

    public async Task RemoveAsync(Account account, CancellationToken cancellationToken) =>
        db.Credentials.RemoveRange(
            await db.Credentials.Where(row => row.AccountId == account.Id).ToListAsync(cancellationToken)
        );

    private static SecretName Name(Account account, string field) =>
        Credential.NameOf(account.TenantId, account.Id, field);
}
