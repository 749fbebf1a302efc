using Crm.Application.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy.Audit;

/// <param name="From">Not before this time.</param>
/// <param name="To">Before this time.</param>
public sealed record ListAuditEvents(
    Guid? ActorId,
    string? Action,
    string? ResourceType,
    Guid? ResourceId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Cursor,
    int Limit
) : IRequest<Page<AuditEventDto>>;

internal sealed class ListAuditEventsValidator : AbstractValidator<ListAuditEvents>
{
    private const int LongestName = 100;

    public ListAuditEventsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
        RuleFor(request => request.Action).MaximumLength(LongestName);
        RuleFor(request => request.ResourceType).MaximumLength(LongestName);
    }
}

internal sealed class ListAuditEventsHandler(IAuditLog log) : IRequestHandler<ListAuditEvents, Page<AuditEventDto>>
{
    public Task<Page<AuditEventDto>> Handle(ListAuditEvents request, CancellationToken cancellationToken) =>
        log.ReadAsync(request, cancellationToken);
}
