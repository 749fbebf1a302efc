using System.Text.Json;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging;

internal sealed class LeadMessages(IMessagingDb db) : ILeadMessages
{
    public async Task<IReadOnlyList<LeadMessage>> ReadAsync(
        Guid leadId,
        TimelinePlace before,
        int most,
        CancellationToken cancellationToken
    )
    {
        var messages = await db
            .Messages.AsNoTracking()
            .Where(message => db.Conversations.Any(row => row.Id == message.ConversationId && row.LeadId == leadId))
            .Where(message => message.At < before.At || (message.At == before.At && message.Id < before.Id))
            .OrderByDescending(message => message.At)
            .ThenByDescending(message => message.Id)
            .Take(most)
            .ToListAsync(cancellationToken);

        return messages.ConvertAll(Of);
    }

    private static LeadMessage Of(Message message) =>
        new(
            message.Id,
            message.ConversationId,
            message.AccountId,
            Word(message.Direction),
            message.Content.Type,
            message.Content.Text,
            Word(message.Status),
            message.At,
            message.AuthorId
        );

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
