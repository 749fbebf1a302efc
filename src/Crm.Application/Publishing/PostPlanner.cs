using System.Collections.Immutable;
using Crm.Application.Common;
using Crm.Application.Common.Fetching;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing.Media;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Publishing;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing;

/// <summary>Reads a wish: whose accounts, which text each platform gets, when, and what the platforms would say to it.</summary>
internal sealed class PostPlanner(
    IPublishingDb db,
    IAccountCaller accounts,
    Publishers publishers,
    ITenantFacts tenant,
    MediaForPosts files,
    TimeProvider clock
)
{
    private const int MostSame = 200;

    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(5 * 366);

    /// <summary>A moment that has passed on the way here is meant to be now.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <param name="kept">Null for a post that is new.</param>
    public async Task<PostPlan> ReadAsync(PostWish wish, CancellationToken cancellationToken, PostKept? kept = null)
    {
        var found = await FindAccountsAsync(wish, kept, cancellationToken);
        var perPlatform = PerPlatform(wish, found, kept is { Texts: true });
        var (attached, media) = await MediaAsync(wish, cancellationToken);
        var body = new PostBody(PostWishText.Clean(wish.Text), attached, perPlatform);
        var verdicts = found
            .Select(account => account.Platform)
            .Distinct(StringComparer.Ordinal)
            .Select(platform => new PlatformVerdict(platform, Publisher(platform).Check(body.For(platform, media))))
            .ToList();

        return new(
            body,
            [.. wish.AccountIds!.Join(found, id => id, account => account.Id, (_, account) => account)],
            kept?.Time ?? await TimeAsync(wish, cancellationToken),
            verdicts
        )
        {
            Repeated = await RepeatedAsync(body, found, kept?.Post.Id, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<CallableAccount>> FindAccountsAsync(
        PostWish wish,
        PostKept? kept,
        CancellationToken cancellationToken
    )
    {
        var found = await accounts.FindAsync([.. wish.AccountIds!], cancellationToken);
        if (found.Count == wish.AccountIds!.Count)
        {
            return found;
        }

        return kept is not { Accounts: true } ? throw new NotFoundException("Account")
            : found.Count > 0 ? found
            : throw new ProviderException(
                "integration_not_configured",
                kept.Post.Targets[0].Platform,
                reason: null,
                retryAfter: null
            );
    }

    private async Task<(IReadOnlyList<AttachedMedia> Attached, IReadOnlyList<PostMedia> Described)> MediaAsync(
        PostWish wish,
        CancellationToken cancellationToken
    )
    {
        var wishes = wish.Media ?? [];
        var fetched = new Queue<Guid>(
            await files.FetchAsync(
                [.. wishes.Select(wanted => PublicUrl.Parse(wanted.Url)).OfType<Uri>()],
                cancellationToken
            )
        );
        var attached = wishes
            .Select(wanted => new AttachedMedia(wanted.UploadId ?? fetched.Dequeue(), CleanText.Of(wanted.AltText)))
            .ToList();

        if (attached.DistinctBy(media => media.MediaId).Count() < attached.Count)
        {
            // Two addresses of the same bytes.
            throw Invalid("media", "post_media_repeated");
        }

        var described = await files.DescribeAsync(
            [.. attached.Select(media => (media.MediaId, media.AltText))],
            cancellationToken
        );

        return described.Count < attached.Count ? throw new NotFoundException("Media") : (attached, described);
    }

    public IPostPublisher Publisher(string platform) =>
        publishers.Find(platform)
        ?? throw new ProviderException("not_supported_by_platform", platform, reason: null, retryAfter: null);

    private ImmutableSortedDictionary<string, PlatformText> PerPlatform(
        PostWish wish,
        IReadOnlyList<CallableAccount> found,
        bool isKept
    )
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, PlatformText>(StringComparer.Ordinal);
        foreach (var (name, text) in wish.PerPlatform ?? new Dictionary<string, PlatformText>(StringComparer.Ordinal))
        {
            var key = publishers.Find(name)?.Descriptor.Key;
            if (isKept && found.All(account => account.Platform != key))
            {
                continue;
            }

            if (key is null || !texts.TryAdd(key, Clean(text)) || found.All(account => account.Platform != key))
            {
                throw Invalid($"perPlatform.{name}", "post_platform");
            }
        }

        return texts.ToImmutable();
    }

    private static PlatformText Clean(PlatformText text) =>
        text with
        {
            Text = text.Text is null ? null : PostWishText.Clean(text.Text),
            Thread = text.Thread is { Count: > 0 } parts ? [.. parts.Select(PostWishText.Clean)] : null,
        };

    private async Task<PostTime> TimeAsync(PostWish wish, CancellationToken cancellationToken)
    {
        var local = wish.PublishLocal is { } wall
            ? new WallClockTime(
                LocalTimes.Read(wall.Time)!.Value,
                wall.TimeZone ?? await tenant.GetTimeZoneAsync(cancellationToken)
            )
            : null;
        var now = clock.GetUtcNow();
        var at = local?.ToInstant() ?? wish.PublishAt?.ToUniversalTime();
        var member = local is null ? "publishAt" : "publishLocal";

        return at < now - Slack ? throw Invalid(member, "post_time_past")
            : at > now + LongestAhead ? throw Invalid(member, "post_time_ahead")
            : at < now && !wish.Draft ? new(At: null, Local: null, IsDraft: false)
            : new(at, local, wish.Draft);
    }

    /// <summary>The platforms that have had the same text from the same account so lately that they may refuse it.</summary>
    private async Task<IReadOnlyList<string>> RepeatedAsync(
        PostBody body,
        IReadOnlyList<CallableAccount> found,
        Guid? except,
        CancellationToken cancellationToken
    )
    {
        var hashes = found
            .Where(account => Publisher(account.Platform).RefusesSameTextFor is not null)
            .ToDictionary(account => account.Id, account => PostTarget.HashOf(body.TextFor(account.Platform)));
        if (hashes.Count == 0)
        {
            return [];
        }

        var wanted = hashes.Values.ToList();
        var same = await db
            .PostTargets.Where(target =>
                hashes.Keys.Contains(target.AccountId)
                && wanted.Contains(target.TextHash)
                && target.PostId != except
                && target.Status != TargetStatus.Failed
                && target.PlannedAt != null
            )
            .OrderByDescending(target => target.PostId)
            .Take(MostSame)
            .Select(target => new
            {
                target.AccountId,
                target.Platform,
                target.TextHash,
                target.PublishedAt,
            })
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();

        return
        [
            .. same.Where(target =>
                    target.TextHash.AsSpan().SequenceEqual(hashes[target.AccountId])
                    && (target.PublishedAt is not { } at || at > now - Publisher(target.Platform).RefusesSameTextFor!)
                )
                .Select(target => target.Platform)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static ValidationException Invalid(string member, string code) =>
        new([new ValidationFailure(member, code) { ErrorCode = code }]);
}

/// <summary>What a change leaves as it was. That it has become old or impossible meanwhile is no mistake of who did not name it.</summary>
/// <param name="Accounts">Those that are gone are left behind.</param>
/// <param name="Texts">Those of platforms without an account are left behind.</param>
/// <param name="Time">Null: it is read from the wish, and has to be one to come.</param>
internal sealed record PostKept(Post Post, bool Accounts, bool Texts, PostTime? Time);

internal sealed record PostPlan(
    PostBody Body,
    IReadOnlyList<CallableAccount> Accounts,
    PostTime Time,
    IReadOnlyList<PlatformVerdict> Verdicts
)
{
    public const string SameText = "same_text";

    public IReadOnlyList<string> Repeated { get; init; } = [];

    public IReadOnlyList<PostWarningDto> Warnings =>
        [
            .. Verdicts.SelectMany(
                verdict => verdict.Verdict.Warnings,
                (verdict, warning) => new PostWarningDto(verdict.Platform, warning.Code, Message: null)
            ),
            .. Repeated.Select(platform => new PostWarningDto(platform, SameText, Message: null)),
        ];

    public IEnumerable<(Guid Id, string Platform)> Targets =>
        Accounts.Select(account => (account.Id, account.Platform));

    /// <exception cref="PostRefusedException">A platform would refuse it.</exception>
    /// <exception cref="ProviderException">An account is not connected.</exception>
    public void RequirePublishable()
    {
        if (Time.IsDraft)
        {
            return;
        }

        if (Verdicts.Any(verdict => verdict.Verdict.Faults.Count > 0))
        {
            throw new PostRefusedException(Verdicts);
        }

        if (Accounts.FirstOrDefault(account => !account.IsConnected) is { } away)
        {
            throw new ProviderException(
                away.NeedsReauth ? "authentication_failed" : "integration_not_configured",
                away.Platform,
                reason: null,
                retryAfter: null
            );
        }
    }
}

public sealed record PlatformVerdict(string Platform, PostVerdict Verdict);

/// <summary>At least one platform would refuse the post; nothing was stored.</summary>
public sealed class PostRefusedException(IReadOnlyList<PlatformVerdict> verdicts)
    : Exception("A platform would refuse the post.")
{
    public IReadOnlyList<PlatformVerdict> Verdicts { get; } = verdicts;
}
