using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Announced for every delivery of messages and statuses, in the tenant's own scope; may come more than once and in any order.</summary>
/// <param name="AccountId">Whose number it is.</param>
/// <param name="VenueIds">Of the account.</param>
public sealed record MessagesReceived(
    TenantId TenantId,
    Guid AccountId,
    string Platform,
    IReadOnlyList<Guid> VenueIds,
    IReadOnlyList<ReceivedMessage> Messages,
    IReadOnlyList<ToldStatus> Statuses,
    DateTimeOffset ReceivedAt
);

/// <param name="Id">The platform's own.</param>
/// <param name="Phone">In E.164; a person may hide it.</param>
/// <param name="UserId">The platform's own id of the person.</param>
/// <param name="Type">text, image, button and so on, in the platform's words.</param>
/// <param name="Text">What a person reads: the text, a caption, a button's words.</param>
/// <param name="Payload">What a button means, as the company had written it.</param>
/// <param name="ReplyTo">The message that it answers.</param>
/// <param name="Details">All of the kind's own object, as JSON.</param>
/// <param name="NewPhone">The person changed to this number, in E.164.</param>
public sealed record ReceivedMessage(
    string Id,
    string? Phone,
    string? UserId,
    string? Name,
    string? Username,
    DateTimeOffset SentAt,
    string Type,
    string? Text,
    string? Payload = null,
    string? ReplyTo = null,
    ReceivedMedia? Media = null,
    AdReferral? Referral = null,
    string? Details = null,
    string? NewPhone = null
)
{
    public override string ToString() => "•••";
}

/// <param name="Id">The platform's own; good for some days.</param>
public sealed record ReceivedMedia(string Id, string? Type, string? FileName);

/// <summary>The advertisement that brought the person.</summary>
public sealed record AdReferral(string? AdId, string? Headline, string? Url, string? ClickId);

/// <param name="Step">sent, delivered, read or failed; others mean nothing to us.</param>
/// <param name="Reference">Ours, as it was sent along.</param>
/// <param name="IsBillable">Null: it says nothing of the price.</param>
/// <param name="Fault">Why it failed.</param>
public sealed record ToldStatus(
    string MessageId,
    string Step,
    DateTimeOffset At,
    string? Reference,
    bool? IsBillable,
    MessageAnswer.Refused? Fault
)
{
    public override string ToString() => Step;
}

/// <summary>A template was approved, paused or otherwise judged anew.</summary>
public sealed record TemplateJudged(
    TenantId TenantId,
    Guid AccountId,
    string Name,
    string Language,
    string Status,
    string? Reason
);

/// <summary>As the inbox finds it: the holder of the number is still to be found among the company's accounts.</summary>
/// <param name="HolderId">The proven id that it came for.</param>
public sealed record MessagingDelivered(
    TenantId TenantId,
    Guid AccountId,
    string? HolderId,
    InboundContent Content,
    DateTimeOffset ReceivedAt
);
