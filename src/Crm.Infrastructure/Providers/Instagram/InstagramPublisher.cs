using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>Containers, a look whether they are ready, and the one call that publishes (instagram §4).</summary>
internal sealed class InstagramPublisher(
    InstagramContainers containers,
    InstagramPosts posts,
    GraphOptions options,
    TimeProvider time
) : IPostPublisher
{
    private const int MostFailures = 3;

    private static readonly TimeSpan ImagePause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan VideoPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FetchPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QuotaPause = TimeSpan.FromMinutes(1);

    public ProviderDescriptor Descriptor => InstagramProvider.Descriptor;

    public TimeSpan? RefusesSameTextFor => null;

    public PostVerdict Check(PostContent content) => InstagramRules.Check(content);

    public async Task<PostPreparation> PrepareAsync(
        AccountAccess access,
        PostOrder order,
        CancellationToken cancellationToken
    )
    {
        var (account, progress) = (AccountOf(access), InstagramProgress.Read(order.Progress));
        try
        {
            return progress.Container is { } container
                ? await AwaitAsync(account, order, progress, container, cancellationToken)
                : await CreateAsync(account, order, progress, cancellationToken);
        }
        catch (ProviderException failure)
            when (failure.Reason is GraphReasons.NotFetched && progress.Failures < MostFailures)
        {
            // It does not find the bytes at times, and does a moment later.
            return new PostPreparation.Wait((progress with { Failures = progress.Failures + 1 }).Write(), FetchPause);
        }
    }

    public async Task<PostStep> PublishAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken)
    {
        var (account, container) = (AccountOf(access), ContainerOf(order));
        string mediaId;
        try
        {
            mediaId = await containers.PublishAsync(account, container, cancellationToken);
        }
        catch (ProviderException failure) when (failure.Reason is GraphReasons.NotReady)
        {
            // What is published already is as little ready as what is not ready yet.
            if (await FindAsync(access, order, cancellationToken) is PostFinding.Happened happened)
            {
                return happened.Step;
            }

            throw;
        }
        catch (ProviderException failure) when (failure.Reason is GraphReasons.QuotaUsed)
        {
            if (await IsFreeAgainAsync(account, cancellationToken))
            {
                throw new ProviderException(failure.Code, failure.Platform, failure.Reason, QuotaPause);
            }

            throw;
        }

        return new PostStep.Published(
            mediaId,
            await posts.FindAddressAsync(account, mediaId, cancellationToken),
            RequestId: null
        );
    }

    public async Task<PostFinding> FindAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken)
    {
        var (account, progress) = (AccountOf(access), InstagramProgress.Read(order.Progress));
        if (progress.Container is not { } container || (order.UncertainSince ?? progress.ReadyAt) is not { } since)
        {
            return new PostFinding.CannotTell();
        }

        var state = await containers.ReadAsync(account, container, cancellationToken);

        return state switch
        {
            { IsPublished: true } => new PostFinding.Happened(
                await posts.FindAsync(account, order, since, cancellationToken)
            ),
            // A container publishes once: to ask again costs nothing.
            { IsFinished: true } => new PostFinding.DidNotHappen(),
            _ => new PostFinding.CannotTell(),
        };
    }

    private async Task<PostPreparation> CreateAsync(
        InstagramAccount account,
        PostOrder order,
        InstagramProgress progress,
        CancellationToken cancellationToken
    )
    {
        var media = order.Content.Media;
        if (media.Count == 1)
        {
            var container = await containers.CreateAsync(
                account,
                order.Content,
                media[0],
                order.Files,
                cancellationToken
            );

            return More(progress with { Container = container });
        }

        if (progress.Children.Count < media.Count)
        {
            var child = await containers.CreateAsync(
                account,
                order.Content,
                media[progress.Children.Count],
                order.Files,
                cancellationToken
            );

            return More(progress with { Children = [.. progress.Children, child] });
        }

        foreach (var child in progress.Children)
        {
            var state = await containers.ReadAsync(account, child, cancellationToken);
            if (!state.IsFinished)
            {
                return Unfinished(order, progress, state);
            }
        }

        return More(
            progress with
            {
                Container = await containers.CreateCarouselAsync(
                    account,
                    order.Content,
                    progress.Children,
                    cancellationToken
                ),
            }
        );
    }

    private async Task<PostPreparation> AwaitAsync(
        InstagramAccount account,
        PostOrder order,
        InstagramProgress progress,
        string container,
        CancellationToken cancellationToken
    )
    {
        var state = await containers.ReadAsync(account, container, cancellationToken);

        return state.IsFinished || state.IsPublished
            ? new PostPreparation.Ready((progress with { ReadyAt = progress.ReadyAt ?? time.GetUtcNow() }).Write())
            : Unfinished(order, progress, state);
    }

    /// <exception cref="ProviderException">It has failed, and once more would not help.</exception>
    private static PostPreparation Unfinished(PostOrder order, InstagramProgress progress, ContainerState state)
    {
        if (state.HasFailed)
        {
            return GraphReasons.MayPass(state.Subcode) && progress.Failures == 0
                ? new PostPreparation.Wait(Anew(progress with { Failures = 1 }).Write(), FetchPause)
                : throw Refused("provider_rejected", GraphReasons.OfContainer(state.Subcode));
        }

        if (state.HasExpired)
        {
            return progress.IsRenewed
                ? throw Refused("not_found_at_provider", GraphReasons.ContainerGone)
                : More(Anew(progress with { IsRenewed = true }));
        }

        return new PostPreparation.Wait(
            progress.Write(),
            order.Content.Media.Any(media => media.IsVideo) ? VideoPause : ImagePause
        );
    }

    private async Task<bool> IsFreeAgainAsync(InstagramAccount account, CancellationToken cancellationToken)
    {
        try
        {
            return await posts.HasQuotaAsync(account, cancellationToken);
        }
        catch (ProviderException)
        {
            return false;
        }
    }

    private static PostPreparation.More More(InstagramProgress progress) => new(progress.Write());

    private static InstagramProgress Anew(InstagramProgress progress) =>
        progress with
        {
            Children = [],
            Container = null,
            ReadyAt = null,
        };

    private static string ContainerOf(PostOrder order) =>
        InstagramProgress.Read(order.Progress).Container
        ?? throw new InvalidOperationException("The post was not prepared.");

    private InstagramAccount AccountOf(AccountAccess access) =>
        new(
            GraphId.Require(
                Descriptor.Key,
                access.ExternalId ?? access.Credentials.Get(InstagramProvider.BusinessAccountId),
                "reason_instagram_id"
            ),
            InstagramToken.From(access.RequiredToken).CallerOf(options, access.Credentials)
        );

    private static ProviderException Refused(string code, string reason) =>
        new(code, InstagramProvider.Key, reason, retryAfter: null);
}
