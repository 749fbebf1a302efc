namespace Crm.Application.Leads.Contracts;

/// <summary>What a lead and the company wrote to each other, told by whoever carries messages.</summary>
public interface ILeadMessages
{
    /// <summary>The newest of those before a place that the caller may see, newest first.</summary>
    Task<IReadOnlyList<LeadMessage>> ReadAsync(
        Guid leadId,
        TimelinePlace before,
        int most,
        CancellationToken cancellationToken
    );
}

/// <summary>Where a page of a timeline ended.</summary>
public sealed record TimelinePlace(DateTimeOffset At, Guid Id);

/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="Type">text, template, image and so on, in the platform's words.</param>
/// <param name="AuthorId">The member or API token who wrote it.</param>
public sealed record LeadMessage(
    Guid Id,
    Guid ConversationId,
    Guid AccountId,
    string Direction,
    string Type,
    string? Text,
    string Status,
    DateTimeOffset At,
    Guid? AuthorId
)
{
    public override string ToString() => $"{Direction} {Type}";
}
