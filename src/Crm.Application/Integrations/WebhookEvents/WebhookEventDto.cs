using System.Linq.Expressions;
using Crm.Domain.Integrations;

namespace Crm.Application.Integrations.WebhookEvents;

/// <summary>What is known about a delivery; never what it says.</summary>
public sealed record WebhookEventDto(
    Guid Id,
    string Provider,
    string Status,
    string? Reason,
    Guid? AccountId,
    DateTimeOffset ReceivedAt,
    int Attempts,
    DateTimeOffset? ProcessedAt,
    int BodySize
)
{
    internal static readonly Expression<Func<WebhookEvent, WebhookEventDto>> FromEntity =
        happened => new WebhookEventDto(
            happened.Id,
            happened.Provider,
            happened.Status,
            happened.Reason,
            happened.AccountId,
            happened.ReceivedAt,
            happened.Attempts,
            happened.ProcessedAt,
            happened.BodySize
        );

    private static readonly Func<WebhookEvent, WebhookEventDto> Compiled = FromEntity.Compile();

    internal static WebhookEventDto From(WebhookEvent happened) => Compiled(happened);
}
