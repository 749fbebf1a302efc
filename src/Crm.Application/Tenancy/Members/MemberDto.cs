using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Members;

/// <param name="Id">The person's; leads name their owner by it.</param>
/// <param name="Email">For admins and the member alone, as is the last sign-in.</param>
/// <param name="VenueIds">The venues that the member is limited to; null: not limited.</param>
public sealed record MemberDto(
    Guid Id,
    string FullName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    Role Role,
    IReadOnlyList<Guid>? VenueIds,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LastSignInAt,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer;
