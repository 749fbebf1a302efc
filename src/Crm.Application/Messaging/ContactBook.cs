using Crm.Application.Common;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging;

/// <summary>Finds the conversation with a person, or begins it. Called under the contact's lock.</summary>
internal sealed class ContactBook(IMessagingDb db, ITenantContext tenant, TimeProvider time)
{
    public async Task<Conversation?> FindAsync(Contact contact, CancellationToken cancellationToken) =>
        (await ListAsync(contact, cancellationToken)).FirstOrDefault();

    /// <summary>Two that turn out to be with the same person become one: the older, with all messages of the other.</summary>
    public async Task<Conversation> FindOrBeginAsync(Contact contact, CancellationToken cancellationToken)
    {
        var known = await ListAsync(contact, cancellationToken);
        if (known.Count == 0)
        {
            var begun = Conversation.Begin(
                tenant.TenantId,
                contact.AccountId,
                contact.Phone,
                contact.UserId,
                time.GetUtcNow()
            );
            db.Conversations.Add(begun);

            return begun;
        }

        foreach (var other in known.Skip(1))
        {
            await db
                .Messages.Where(message => message.ConversationId == other.Id)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(message => message.ConversationId, known[0].Id),
                    cancellationToken
                );
            await db.Conversations.Where(row => row.Id == other.Id).ExecuteDeleteAsync(cancellationToken);
            db.Conversations.Entry(other).State = EntityState.Detached;
            known[0].Absorb(other);
        }

        return known[0];
    }

    private Task<List<Conversation>> ListAsync(Contact contact, CancellationToken cancellationToken) =>
        db
            .Conversations.IgnoreQueryFilters([VenueScope.Filter])
            .Where(row =>
                row.AccountId == contact.AccountId
                && (
                    (contact.Phone != null && (row.Phone == contact.Phone || row.PlatformPhone == contact.Phone))
                    || (contact.UserId != null && row.UserId == contact.UserId)
                )
            )
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
}
