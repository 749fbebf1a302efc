using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X.Posts;

/// <summary>The public numbers of posts, a hundred at a time.</summary>
internal sealed class XCounter(IXApi api, XSigning signing, TimeProvider time) : IPostCounter
{
    private const string Path = "2/tweets";

    public ProviderDescriptor Descriptor => XProvider.Descriptor;

    public int MostAtOnce => 100;

    public async Task<IReadOnlyDictionary<string, PostCounts>> CountAsync(
        AccountAccess access,
        IReadOnlyList<string> externalIds,
        CancellationToken cancellationToken
    )
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ids"] = string.Join(',', externalIds),
            ["tweet.fields"] = "public_metrics",
        };
        var authorization = signing.Authorize(access, HttpMethod.Get, Path, query);
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.GetManyAsync(authorization, query, cancellationToken),
            cancellationToken
        );

        // Of posts that are gone there are only errors, beside the data of the others or instead of it.
        return answer.Data is null && answer.Errors is not [{ Type: not null }, ..]
            ? throw XFailures.Describe(answer, status, headers, time.GetUtcNow())
            : (answer.Data ?? [])
                .Where(post => post.Id is not null)
                .ToDictionary(post => post.Id!, Read, StringComparer.Ordinal);
    }

    private static PostCounts Read(XPost post) =>
        new(
            post.PublicMetrics?.ImpressionCount,
            post.PublicMetrics?.LikeCount,
            post.PublicMetrics?.ReplyCount,
            post.PublicMetrics?.RetweetCount
        );
}
