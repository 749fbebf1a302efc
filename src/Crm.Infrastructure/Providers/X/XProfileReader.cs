using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

/// <summary>With the token of a consent, or signed by the pasted keys.</summary>
internal sealed class XProfileReader(IXApi api, XOptions options, TimeProvider time) : IProfileReader
{
    private const string Path = "2/users/me";
    private const string Parameter = "user.fields";
    private const string Fields = "id,name,username,description,profile_image_url,verified,public_metrics";

    public ProviderDescriptor Descriptor => XProvider.Descriptor;

    public async Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        var authorization = access.Token is { } token
            ? $"Bearer {token.Reveal()}"
            : OAuth1.Header(
                HttpMethod.Get,
                new Uri(options.ApiUrl, Path),
                [new(Parameter, Fields)],
                access.Credentials,
                time.GetUtcNow()
            );
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.GetMeAsync(authorization, Fields, cancellationToken),
            cancellationToken
        );

        return answer.Data is { Id.Length: > 0 } user
            ? new ProviderProfile(
                user.Id,
                user.Name,
                user.Username,
                user.ProfileImageUrl,
                user.Username is { } name ? $"https://x.com/{name}" : null,
                user.Description,
                user.Verified,
                user.PublicMetrics?.FollowersCount,
                user.PublicMetrics?.FollowingCount,
                user.PublicMetrics?.LikeCount,
                VideoCount: null
            )
            {
                RestFor = XFailures.RestAfter(headers, time.GetUtcNow()),
            }
            : throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
    }
}
