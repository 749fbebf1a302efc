using Crm.Application.Common;

namespace Crm.Application.Tenancy.Audit;

/// <param name="Sequence">The place in the company's chain; null until it is sealed, within five seconds.</param>
/// <param name="Address">Where the request came from; null for the system.</param>
/// <param name="Action">Resource and verb, such as <c>member.role_changed</c>.</param>
/// <param name="Before">The members that changed as they were; never a secret.</param>
/// <param name="After">The members that changed as they are since then.</param>
/// <param name="SubjectId">The person whom <c>personal</c> is about.</param>
/// <param name="Personal">Names, addresses and numbers of that person; null where there are none and after the person was erased.</param>
/// <param name="Erased">There were personal values, and the person was erased.</param>
public sealed record AuditEventDto(
    Guid Id,
    long? Sequence,
    bool Sealed,
    DateTimeOffset OccurredAt,
    AuditActorDto Actor,
    string? Address,
    string Action,
    AuditResourceDto Resource,
    JsonText<IReadOnlyDictionary<string, object>>? Before,
    JsonText<IReadOnlyDictionary<string, object>>? After,
    Guid? SubjectId,
    JsonText<IReadOnlyDictionary<string, string>>? Personal,
    bool Erased
);

/// <param name="Kind"><c>person</c>, <c>api_token</c> or <c>system</c>.</param>
/// <param name="Name">A person's, as it is today.</param>
public sealed record AuditActorDto(string Kind, Guid? Id, string? Name);

public sealed record AuditResourceDto(string Type, Guid? Id);
