using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>Posts of a member, or of an organisation that the member administers (linkedin §5).</summary>
internal sealed partial class LinkedInPublisher(LinkedInRest rest, LinkedInImages images) : IPostPublisher
{
    private const int LatestPosts = 10;

    // A member's token may not ask whether an image is there yet.
    private static readonly TimeSpan ImagePause = TimeSpan.FromSeconds(5);

    public ProviderDescriptor Descriptor => LinkedInProvider.Descriptor;

    public TimeSpan? RefusesSameTextFor => TimeSpan.FromMinutes(10);

    public PostVerdict Check(PostContent content) => LinkedInRules.Check(content);

    public bool IsPrepared(PostOrder order) =>
        LinkedInProgress.Read(order.Progress).Images.Count >= order.Content.Media.Count;

    public async Task<PostPreparation> PrepareAsync(
        AccountAccess access,
        PostOrder order,
        CancellationToken cancellationToken
    )
    {
        var progress = LinkedInProgress.Read(order.Progress);
        var media = order.Content.Media;
        var image = await images.UploadAsync(
            access,
            AuthorOf(access, order.Content),
            order.Files,
            media[progress.Images.Count],
            cancellationToken
        );
        progress = progress with { Images = [.. progress.Images, image] };

        return progress.Images.Count == media.Count
            ? new PostPreparation.Wait(progress.Write(), ImagePause)
            : new PostPreparation.More(progress.Write());
    }

    public async Task<PostStep> PublishAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await rest.SendAsync(
                access,
                (api, bearer) => api.CreatePostAsync(bearer, Post(access, order), cancellationToken),
                cancellationToken
            );

            // Success is 201 and nothing else.
            return answer.Status is HttpStatusCode.Created
                ? Published(answer.Header("x-restli-id"), answer.RequestId)
                : throw CallTrouble.Lost(CallTrouble.Unavailable(Descriptor.Key, cause: null));
        }
        catch (ProviderException failure)
            when (order.UncertainSince is not null && Duplicated(failure) is { } urn && !order.IsTaken(urn))
        {
            // We made a call whose end nobody knew: this is its post.
            return Published(urn, failure.RequestId);
        }
    }

    public async Task<PostFinding> FindAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken)
    {
        if (order.Content.Author is not { } author || order.UncertainSince is not { } since)
        {
            // What a member has posted is not shown to apps that serve themselves.
            return new PostFinding.CannotTell();
        }

        try
        {
            var answer = await rest.SendAsync(
                access,
                (api, bearer) =>
                    api.FindPostsAsync(bearer, "author", author, LatestPosts, "LAST_MODIFIED", cancellationToken),
                cancellationToken
            );
            var post = answer
                .Elements()
                .FirstOrDefault(post => IsOurs(post, order.Content, since) && !order.IsTaken(JsonText.Id(post, "id")));

            return post.ValueKind is JsonValueKind.Object && JsonText.Id(post, "id") is { } urn
                ? new PostFinding.Happened(Published(urn, answer.RequestId))
                : new PostFinding.CannotTell();
        }
        catch (ProviderException refusal)
            when (refusal.Code is "permission_denied" or "provider_rejected" or "not_found_at_provider")
        {
            return new PostFinding.CannotTell();
        }
    }

    private static bool IsOurs(JsonElement post, PostContent content, DateTimeOffset since) =>
        JsonText.Of(post, "commentary") is { } commentary
        && (commentary == LittleText.Escape(content.Text) || commentary == content.Text)
        && post.TryGetProperty("createdAt", out var made)
        && made.TryGetInt64(out var milliseconds)
        && milliseconds >= (since - ClockSkew.Most).ToUnixTimeMilliseconds();

    private static LinkedInPost Post(AccountAccess access, PostOrder order) =>
        new(
            AuthorOf(access, order.Content),
            LittleText.Escape(order.Content.Text),
            Visibility: "PUBLIC",
            new("MAIN_FEED", TargetEntities: [], ThirdPartyDistributionChannels: []),
            ContentOf(order),
            LifecycleState: "PUBLISHED",
            IsReshareDisabledByAuthor: false
        );

    private static LinkedInContent? ContentOf(PostOrder order)
    {
        if (order.Content.Article is { } article)
        {
            return new(Article: new(article.Url.AbsoluteUri, article.Title ?? article.Url.Host, article.Description));
        }

        LinkedInMedia[] media =
        [
            .. LinkedInProgress
                .Read(order.Progress)
                .Images.Zip(order.Content.Media, (urn, image) => new LinkedInMedia(urn, image.AltText)),
        ];

        return media switch
        {
            [] => null,
            [var only] => new(Media: only),
            _ => new(MultiImage: new(media)),
        };
    }

    private static string AuthorOf(AccountAccess access, PostContent content) =>
        content.Author ?? $"urn:li:person:{access.ExternalId}";

    private static PostStep.Published Published(string? urn, string? requestId) =>
        new(urn, urn is null ? null : new($"https://www.linkedin.com/feed/update/{urn}/"), requestId);

    /// <summary>The post that a refusal names; the name of a person proves nothing.</summary>
    private static string? Duplicated(ProviderException failure) =>
        failure is { Code: "provider_rejected", Reason: { } reason }
        && Duplicate.Match(reason) is { Success: true } match
            ? match.Groups["urn"].Value
            : null;

    [GeneratedRegex(
        @"duplicate of (?<urn>urn:li:(share|ugcPost):\d+)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Duplicate { get; }
}
