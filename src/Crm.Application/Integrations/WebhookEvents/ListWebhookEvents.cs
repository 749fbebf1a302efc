using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.WebhookEvents;

public sealed record ListWebhookEvents(string? Status, string? Provider, string? Cursor, int Limit)
    : IRequest<Page<WebhookEventDto>>;

internal sealed class ListWebhookEventsValidator : AbstractValidator<ListWebhookEvents>
{
    public ListWebhookEventsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
        RuleFor(request => request.Status)
            .Must(status =>
                status
                    is null
                        or WebhookEvent.Pending
                        or WebhookEvent.Processed
                        or WebhookEvent.Parked
                        or WebhookEvent.Quarantined
            );
    }
}

internal sealed class ListWebhookEventsHandler(IIntegrationsDb db, ProviderCatalog providers)
    : IRequestHandler<ListWebhookEvents, Page<WebhookEventDto>>
{
    public async Task<Page<WebhookEventDto>> Handle(ListWebhookEvents request, CancellationToken cancellationToken)
    {
        var events = db.WebhookEvents.AsQueryable();
        if (request.Status is { } status)
        {
            events = events.Where(happened => happened.Status == status);
        }

        if (request.Provider is { } provider)
        {
            var key = providers.FindDescriptor(provider)?.Key ?? provider;
            events = events.Where(happened => happened.Provider == key);
        }

        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            events = events.Where(happened => happened.Id < last);
        }

        var page = await events
            .OrderByDescending(happened => happened.Id)
            .Take(request.Limit + 1)
            .Select(WebhookEventDto.FromEntity)
            .ToListAsync(cancellationToken);

        return Page.Of(page, request.Limit, row => row.Id.ToString());
    }
}
