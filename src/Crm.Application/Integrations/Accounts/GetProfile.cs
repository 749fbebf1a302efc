using Crm.Application.Common;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>The profile as of the last sync.</summary>
public sealed record GetProfile(Guid AccountId) : IRequest<ProfileDto>;

/// <summary>What a scope does not allow is null.</summary>
public sealed record ProfileDto(
    string? OpenId,
    string? DisplayName,
    string? Username,
    string? AvatarUrl,
    string? ProfileLink,
    string? Bio,
    bool? IsVerified,
    long? FollowerCount,
    long? FollowingCount,
    long? LikesCount,
    long? VideoCount,
    DateTimeOffset? SyncedAt
);

internal sealed class GetProfileHandler(IIntegrationsDb db) : IRequestHandler<GetProfile, ProfileDto>
{
    public async Task<ProfileDto> Handle(GetProfile request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        if (account.Status is not (AccountStatus.Connected or AccountStatus.NeedsReauth))
        {
            throw new ProviderException("integration_not_configured", account.Platform, reason: null, retryAfter: null);
        }

        var profile = await db
            .Profiles.AsNoTracking()
            .SingleOrDefaultAsync(row => row.AccountId == account.Id, cancellationToken);

        return new(
            account.ExternalId,
            account.DisplayName,
            account.Username,
            account.AvatarUrl,
            profile?.ProfileLink,
            profile?.Bio,
            profile?.IsVerified,
            profile?.FollowerCount,
            profile?.FollowingCount,
            profile?.LikesCount,
            profile?.VideoCount,
            profile?.SyncedAt
        );
    }
}
