using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Members;

/// <param name="InvitedBy">A person's id.</param>
public sealed record InvitationDto(
    Guid Id,
    string Email,
    Role Role,
    IReadOnlyList<Guid>? VenueIds,
    Guid InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static readonly Expression<Func<Invitation, InvitationDto>> FromEntity = invitation => new InvitationDto(
        invitation.Id,
        invitation.Email,
        invitation.Role,
        invitation.VenueIds,
        invitation.InvitedBy,
        invitation.CreatedAt,
        invitation.ExpiresAt,
        invitation.Version
    );

    private static readonly Func<Invitation, InvitationDto> Convert = FromEntity.Compile();

    internal static InvitationDto From(Invitation invitation) => Convert(invitation);
}
