using Crm.Domain.Common;
using Crm.Domain.Messaging;

namespace Crm.Application.Messaging.Conversations;

/// <summary>A message and its story.</summary>
/// <param name="Type">text, template, image and so on, in the platform's words.</param>
/// <param name="At">When it was written.</param>
/// <param name="RetryAt">The platform asked to wait; it goes on by itself then.</param>
/// <param name="Error">Why it did not go, or waits.</param>
/// <param name="Details">What a received kind holds beside its text, as the platform wrote it.</param>
/// <param name="Attempts">The calls for it and what was answered; of a single message alone.</param>
public sealed record MessageDto(
    Guid Id,
    Guid AccountId,
    Guid ConversationId,
    Guid? LeadId,
    MessageDirection Direction,
    string Type,
    string? Text,
    SentTemplate? Template,
    MessageMedia? Media,
    string? Details,
    string? ReplyTo,
    string? ExternalId,
    MessageStatus Status,
    DateTimeOffset At,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? ReadAt,
    DateTimeOffset? FailedAt,
    DateTimeOffset? RetryAt,
    MessageErrorDto? Error,
    MessageCostDto? Cost,
    Guid? AuthorId,
    IReadOnlyList<MessageAttemptDto>? Attempts
)
{
    internal static MessageDto From(Message message, Guid? leadId, IReadOnlyList<MessageAttempt>? attempts) =>
        new(
            message.Id,
            message.AccountId,
            message.ConversationId,
            leadId,
            message.Direction,
            message.Content.Type,
            message.Content.Text,
            message.Content.Template,
            message.Content.Media,
            message.Content.Details,
            message.Content.ReplyTo,
            message.ExternalId,
            message.Status,
            message.At,
            message.AcceptedAt,
            message.SentAt,
            message.DeliveredAt,
            message.ReadAt,
            message.FailedAt,
            message.RetryAt,
            MessageErrorDto.From(message.Fault),
            message.Price is { } price ? new(Money.Text(price), message.Charge) : null,
            message.AuthorId,
            attempts?.Select(MessageAttemptDto.From).ToList()
        );
}

/// <param name="Code">One of the problem codes.</param>
/// <param name="Message">In words.</param>
/// <param name="ProviderCode">The platform's own number of it.</param>
public sealed record MessageErrorDto(string Code, string? Message, string? ProviderCode)
{
    internal static MessageErrorDto? From(MessageFault? fault) =>
        fault is null ? null : new(fault.Code, fault.Reason, fault.ProviderCode);
}

/// <param name="Amount">In the currency of the balance.</param>
/// <param name="State">reserved until the platform tells what it costs, then settled or returned.</param>
public sealed record MessageCostDto(string Amount, MessageCharge State);

/// <param name="Outcome">Null: it runs. lost: nobody knows whether it arrived.</param>
/// <param name="RequestId">The provider's own name of the call.</param>
public sealed record MessageAttemptDto(
    int Number,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    AttemptOutcome? Outcome,
    MessageErrorDto? Error,
    string? RequestId
)
{
    internal static MessageAttemptDto From(MessageAttempt attempt) =>
        new(
            attempt.Number,
            attempt.StartedAt,
            attempt.EndedAt,
            attempt.Outcome,
            MessageErrorDto.From(attempt.Fault),
            attempt.RequestId
        );
}
