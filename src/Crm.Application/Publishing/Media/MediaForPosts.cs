using Crm.Application.Common.Fetching;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Media;

/// <summary>What posts ask of media.</summary>
internal sealed class MediaForPosts(MediaSight sight, MediaKeeping keeping, IPublicFetcher fetcher, TimeProvider clock)
{
    /// <summary>As long as whoever made the request waits for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>Stores what a post names by its addresses, so that nobody asks there again.</summary>
    /// <exception cref="DomainException"><c>fetch_failed</c>, also when all of them together take too long.</exception>
    public async Task<IReadOnlyList<Guid>> FetchAsync(IReadOnlyList<Uri> urls, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var ids = new List<Guid>();
        try
        {
            foreach (var url in urls)
            {
                ids.Add((await fetcher.GetAsync(url, keeping.KeepAsync, either.Token)).Id);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DomainException("fetch_failed", ("reason", "reason_fetch_together"));
        }

        return ids;
    }

    /// <summary>As publishers are told of them, in the order given. One that the caller does not see, or that is gone, is left out.</summary>
    public async Task<IReadOnlyList<PostMedia>> DescribeAsync(
        IReadOnlyList<(Guid Id, string? AltText)> media,
        CancellationToken cancellationToken
    )
    {
        var ids = media.Select(wanted => wanted.Id).ToList();
        var files = await sight
            .Files.Where(file => ids.Contains(file.Id))
            .ToDictionaryAsync(file => file.Id, cancellationToken);

        return
        [
            .. from wanted in media
            where files.ContainsKey(wanted.Id)
            let file = files[wanted.Id]
            select new PostMedia(
                file.Id,
                file.Type,
                file.Size,
                file.Width,
                file.Height,
                file.DurationMs is { } duration ? TimeSpan.FromMilliseconds(duration) : null,
                wanted.AltText
            ),
        ];
    }
}
