using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Messaging;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Templates;

/// <summary>Of an account, or of all that the caller may see; those that were found last first.</summary>
public sealed record ListMessageTemplates(Guid? AccountId, string? Cursor, int Limit)
    : IRequest<Page<MessageTemplateDto>>;

internal sealed class ListMessageTemplatesValidator : AbstractValidator<ListMessageTemplates>
{
    public ListMessageTemplatesValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListMessageTemplatesHandler(IMessagingDb db, MessagingAccounts accounts)
    : IRequestHandler<ListMessageTemplates, Page<MessageTemplateDto>>
{
    public async Task<Page<MessageTemplateDto>> Handle(
        ListMessageTemplates request,
        CancellationToken cancellationToken
    )
    {
        var templates = db.MessageTemplates.AsNoTracking();
        if (request.AccountId is { } accountId)
        {
            var account = await accounts.GetAsync(accountId, cancellationToken);
            templates = templates.Where(row => row.AccountId == account.Id);
        }

        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            templates = templates.Where(row => row.Id < last);
        }

        var rows = await templates
            .OrderByDescending(row => row.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);

        return Page.Of(rows.ConvertAll(MessageTemplateDto.From), request.Limit, template => template.Id.ToString());
    }
}

/// <param name="Category">marketing, utility or authentication.</param>
/// <param name="Status">Only <c>approved</c> ones can be sent.</param>
/// <param name="StatusReason">Why it is not, in the platform's words.</param>
/// <param name="Text">Of its body.</param>
/// <param name="Slots">Where it takes parameters: a component for each, with as many parameters as it has names.</param>
public sealed record MessageTemplateDto(
    Guid Id,
    Guid AccountId,
    string Name,
    string Language,
    string Category,
    string Status,
    string? StatusReason,
    string? Text,
    IReadOnlyList<TemplateSlotDto> Slots,
    DateTimeOffset SyncedAt
)
{
    internal static MessageTemplateDto From(MessageTemplate template) =>
        new(
            template.Id,
            template.AccountId,
            template.Name,
            template.Language,
            template.Category,
            template.Status,
            template.StatusReason,
            template.Text,
            [
                .. template.Slots.Select(slot => new TemplateSlotDto(
                    slot.Component,
                    slot.Index,
                    slot.Format,
                    slot.Names,
                    slot.IsNamed
                )),
            ],
            template.SyncedAt
        );
}

/// <param name="Component">header, body or button.</param>
/// <param name="Index">Of a button, from 0.</param>
/// <param name="Format">text, image, video or document.</param>
/// <param name="Named">Each parameter has to say which placeholder it is for.</param>
public sealed record TemplateSlotDto(
    string Component,
    int? Index,
    string Format,
    IReadOnlyList<string> Names,
    bool Named
);
