using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.WebhookEvents;

public sealed record GetWebhookEvent(Guid EventId) : IRequest<WebhookEventDto>;

internal sealed class GetWebhookEventHandler(IIntegrationsDb db) : IRequestHandler<GetWebhookEvent, WebhookEventDto>
{
    public async Task<WebhookEventDto> Handle(GetWebhookEvent request, CancellationToken cancellationToken) =>
        await db
            .WebhookEvents.Where(happened => happened.Id == request.EventId)
            .Select(WebhookEventDto.FromEntity)
            .SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("WebhookEvent");
}
