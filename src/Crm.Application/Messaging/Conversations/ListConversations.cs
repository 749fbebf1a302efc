using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Conversations;

/// <summary>The one with the newest message first.</summary>
public sealed record ListConversations(Guid? AccountId, Guid? LeadId, string? Cursor, int Limit)
    : IRequest<Page<ConversationDto>>;

internal sealed class ListConversationsValidator : AbstractValidator<ListConversations>
{
    public ListConversationsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor)
            .Must(cursor => cursor is null || ConversationCursor.Read(cursor) is not null)
            .WithErrorCode("cursor");
    }
}

internal sealed class ListConversationsHandler(IMessagingDb db, MessagingAccounts accounts)
    : IRequestHandler<ListConversations, Page<ConversationDto>>
{
    public async Task<Page<ConversationDto>> Handle(ListConversations request, CancellationToken cancellationToken)
    {
        var rows = db.Conversations.AsNoTracking();
        if (request.AccountId is { } accountId)
        {
            rows = rows.Where(row => row.AccountId == accountId);
        }

        if (request.LeadId is { } leadId)
        {
            rows = rows.Where(row => row.LeadId == leadId);
        }

        if (ConversationCursor.Read(request.Cursor) is var (at, id))
        {
            rows = rows.Where(row => row.LastMessageAt < at || (row.LastMessageAt == at && row.Id < id));
        }

        var page = await rows.OrderByDescending(row => row.LastMessageAt)
            .ThenByDescending(row => row.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);

        var windows = await accounts.WindowsAsync(page.Select(row => row.AccountId), cancellationToken);

        return Page.Of(
            page.ConvertAll(row => ConversationDto.From(row, windows)),
            request.Limit,
            row => ConversationCursor.Write(row.LastMessageAt, row.Id)
        );
    }
}

/// <summary>Where a page ended: the time of the last conversation's newest message, in ticks, and its id.</summary>
internal static class ConversationCursor
{
    public static string Write(DateTimeOffset at, Guid id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:x}.{id:N}");

    public static (DateTimeOffset At, Guid Id)? Read(string? cursor) =>
        cursor?.Split('.') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && at >= 0
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var last)
            ? (new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;
}
