using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;

namespace Crm.Application.ApiTokens;

/// <param name="Prefix">Of its newest secret: the token begins with <c>crm_</c> and this.</param>
/// <param name="Permissions">Every level that it has.</param>
/// <param name="VenueIds">Null: every venue.</param>
/// <param name="AllowedIps">Null: it works from anywhere.</param>
/// <param name="CreatedBy">The person's id.</param>
/// <param name="ExpiresAt">Null: it does not.</param>
/// <param name="LastUsedAt">A few seconds late; null: never used.</param>
public sealed record ApiTokenDto(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<TokenPermission> Permissions,
    IReadOnlyList<Guid>? VenueIds,
    IReadOnlyList<string>? AllowedIps,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedIp,
    long RequestCount,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static ApiTokenDto From(ApiToken token, TokenActivity? activity) =>
        new(
            token.Id,
            token.Name,
            token.Prefix,
            TokenPermissions.UpTo(token.Permission),
            token.VenueIds,
            token.AllowedIps,
            token.CreatedBy,
            token.CreatedAt,
            token.ExpiresAt,
            activity?.LastUsedAt,
            activity?.LastUsedIp,
            activity?.RequestCount ?? 0,
            token.Version
        );
}

/// <param name="Secret">The whole token, which exists nowhere else.</param>
public sealed record IssuedToken(ApiTokenDto Token, Secret Secret);
