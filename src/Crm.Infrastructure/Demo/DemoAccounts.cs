using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Connections;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Demo;

/// <summary>
/// The accounts that the demo comes with. They are known by their ids, so that one stays the demo's when a person renames
/// it, and what a person adds never becomes the demo's.
/// </summary>
internal sealed class DemoAccounts(IIntegrationsDb db, ITenantContext tenant, IVault vault, TimeProvider clock)
{
    private static readonly (string Platform, string Name)[] Seeds =
    [
        ("tiktok", "TikTok · Lale Otel"),
        ("tiktok_leads", "TikTok Ads · Lale Otel"),
    ];

    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken)
    {
        var ids = Seeds.Select((_, number) => IdOf(number)).ToList();

        return await db
            .Accounts.Where(account => ids.Contains(account.Id))
            .OrderBy(account => account.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Where the platform has no account at all: whoever replaced the demo's by an own one wants no second.</summary>
    public async Task AddMissingAsync(CancellationToken cancellationToken)
    {
        foreach (var (number, (platform, name)) in Seeds.Index())
        {
            if (!await db.Accounts.AnyAsync(account => account.Platform == platform, cancellationToken))
            {
                db.Accounts.Add(await MakeAsync(IdOf(number), platform, name, cancellationToken));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<Account> MakeAsync(Guid id, string platform, string name, CancellationToken cancellationToken)
    {
        var key = RandomKey.New();
        var secret = new SecretName(tenant.TenantId, id, Account.AccountKeyField);

        return Account.Create(
            tenant.TenantId,
            id,
            platform,
            name,
            RandomKey.Hash(key),
            await vault.SealAsync(secret, new Secret(key), cancellationToken),
            clock.GetUtcNow()
        );
    }

    // The tenant's own id with its end changed: as unique as that, and the same at every start.
    private Guid IdOf(int number)
    {
        var bytes = tenant.TenantId.Value.ToByteArray(bigEndian: true);
        bytes[^1] ^= (byte)(number + 1);

        return new Guid(bytes, bigEndian: true);
    }
}
