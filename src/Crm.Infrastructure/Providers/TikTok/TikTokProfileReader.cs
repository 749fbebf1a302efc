using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>One field without its scope fails the whole call, so only fields of granted scopes are asked for (tiktok-login-kit §4).</summary>
internal sealed class TikTokProfileReader(ITikTokApi api) : IProfileReader
{
    private static readonly (string Scope, string Fields)[] FieldsByScope =
    [
        (TikTokProvider.BasicScope, "open_id,avatar_url,display_name"),
        (TikTokProvider.ProfileScope, "username,profile_deep_link,bio_description,is_verified"),
        (TikTokProvider.StatsScope, "follower_count,following_count,likes_count,video_count"),
    ];

    public ProviderDescriptor Descriptor => TikTokProvider.Descriptor;

    public async Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        var fields = FieldsByScope
            .Where(row => grantedScopes.Contains(row.Scope, StringComparer.Ordinal))
            .Select(row => row.Fields)
            .ToList();
        if (fields.Count == 0)
        {
            throw MissingScope.Of(Descriptor.Key, TikTokProvider.BasicScope);
        }

        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () =>
                api.GetUserAsync(
                    $"Bearer {access.RequiredToken.Reveal()}",
                    string.Join(',', fields),
                    cancellationToken
                ),
            cancellationToken
        );
        var user =
            TikTokFailures.Unwrap(answer, status).User ?? throw CallTrouble.Unavailable(Descriptor.Key, cause: null);

        return new ProviderProfile(
            user.OpenId,
            user.DisplayName,
            user.Username,
            user.AvatarUrl,
            user.ProfileDeepLink,
            user.BioDescription,
            user.IsVerified,
            user.FollowerCount,
            user.FollowingCount,
            user.LikesCount,
            user.VideoCount
        )
        {
            RequestId = answer.Error?.LogId,
        };
    }
}
