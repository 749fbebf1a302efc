namespace Crm.Application.Common;

/// <summary>What a module has that needs a person now. Each module tells of its own.</summary>
public interface IAttentionSource
{
    /// <param name="most">No more than that, the most urgent ones.</param>
    Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken);
}

/// <param name="Kind">Names the text that says it; part of the contract.</param>
/// <param name="ResourceId">Null: several, or none in particular.</param>
/// <param name="Cause">A code of the reason, where one is known.</param>
/// <param name="Action">What cures it, such as <c>reconnect</c>.</param>
/// <param name="Deadline">When it will stop working unless somebody acts.</param>
public sealed record AttentionItem(
    string Kind,
    AttentionUrgency Urgency,
    string ResourceType,
    Guid? ResourceId,
    string? Name,
    string? Cause,
    AttentionTurn Turn,
    string Action,
    DateTimeOffset Since,
    DateTimeOffset? Deadline = null,
    int? Count = null
);

public enum AttentionUrgency
{
    Low,
    Medium,
    High,
}

/// <summary>Who has to act next.</summary>
public enum AttentionTurn
{
    Company,
    Provider,
    Platform,
}
