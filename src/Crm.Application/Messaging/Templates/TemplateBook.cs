using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Templates;

/// <summary>The templates of an account as they are stored, and as the platform has them now.</summary>
internal sealed class TemplateBook(IMessagingDb db, IAccountCaller caller, ITenantContext tenant, TimeProvider time)
{
    /// <summary>What nobody told of is asked for again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>A template that would be refused is asked for at most so often.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(1);

    /// <summary>For a message that is about to be composed: what is not there or not approved may have become so just now.</summary>
    public async Task<MessageTemplate?> FindAsync(
        MessagingAccount account,
        string name,
        string language,
        CancellationToken cancellationToken
    )
    {
        var stored = await ReadAsync(account.Id, name, language, cancellationToken);
        if (stored is { IsApproved: true } || await IsFreshAsync(account.Id, Doubt, cancellationToken))
        {
            return stored;
        }

        await SyncAsync(account, cancellationToken);

        return await ReadAsync(account.Id, name, language, cancellationToken);
    }

    public Task<MessageTemplate?> ReadAsync(
        Guid accountId,
        string name,
        string language,
        CancellationToken cancellationToken
    ) =>
        db
            .MessageTemplates.AsNoTracking()
            .SingleOrDefaultAsync(
                row => row.AccountId == accountId && row.Name == name && row.Language == language,
                cancellationToken
            );

    /// <summary>Or asked for a moment ago: a platform in trouble is not asked by everybody who looks.</summary>
    public async Task<bool> IsFreshAsync(Guid accountId, TimeSpan age, CancellationToken cancellationToken)
    {
        var (read, tried) = (time.GetUtcNow() - age, time.GetUtcNow() - Doubt);

        return await db.TemplateSyncs.AnyAsync(
            sync => sync.AccountId == accountId && (sync.SyncedAt > read || sync.TriedAt > tried),
            cancellationToken
        );
    }

    /// <exception cref="ProviderException">Nothing was changed.</exception>
    public async Task SyncAsync(MessagingAccount account, CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedTemplate> listed;
        try
        {
            listed = await caller.CallAsync(
                account.Id,
                "list_templates",
                access => account.Sender.ListTemplatesAsync(access, cancellationToken),
                _ => null,
                cancellationToken
            );
        }
        catch (ProviderException)
        {
            await db.InTurnAsync(
                () => RecordAsync(account.Id, sync => sync.RecordTry(time.GetUtcNow()), cancellationToken),
                cancellationToken
            );
            throw;
        }

        await db.InTurnAsync(() => StoreAsync(account.Id, listed, cancellationToken), cancellationToken);
    }

    private async Task StoreAsync(
        Guid accountId,
        IReadOnlyList<ListedTemplate> listed,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var stored = await db
            .MessageTemplates.Where(row => row.AccountId == accountId)
            .ToDictionaryAsync(row => (row.Name, row.Language), cancellationToken);
        foreach (var template in listed)
        {
            var key = (template.Name, template.Language);
            if (!stored.Remove(key, out var row))
            {
                row = MessageTemplate.Create(tenant.TenantId, accountId, template.Name, template.Language, now);
                db.MessageTemplates.Add(row);
            }

            row.Describe(
                template.Category,
                template.Status,
                template.Text,
                [
                    .. template.Slots.Select(slot => new TemplateSlot(
                        slot.Component,
                        slot.Index,
                        slot.Format,
                        slot.Names
                    )),
                ],
                now
            );
        }

        db.MessageTemplates.RemoveRange(stored.Values);
        await RecordAsync(accountId, sync => sync.RecordSync(now), cancellationToken);
    }

    private async Task RecordAsync(Guid accountId, Action<TemplateSync> change, CancellationToken cancellationToken)
    {
        var sync = await db.TemplateSyncs.SingleOrDefaultAsync(row => row.AccountId == accountId, cancellationToken);
        if (sync is null)
        {
            sync = TemplateSync.Create(tenant.TenantId, accountId);
            db.TemplateSyncs.Add(sync);
        }

        change(sync);
        await db.SaveChangesAsync(cancellationToken);
    }
}
