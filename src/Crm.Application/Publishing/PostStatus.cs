using Crm.Domain.Publishing;

namespace Crm.Application.Publishing;

/// <summary>The words for how a post and its targets stand.</summary>
internal static class PostStatus
{
    private static readonly Dictionary<TargetStatus, string> Words = Enum.GetValues<TargetStatus>()
        .ToDictionary(status => status, status => status.ToString().ToLowerInvariant());

    public static string Of(TargetStatus status) => Words[status];

    public static TargetStatus? Find(string word) =>
        Words.Where(pair => pair.Value == word).Select(pair => (TargetStatus?)pair.Key).FirstOrDefault();

    public static string Of(Post post)
    {
        var targets = post.Targets;

        return post.IsDraft ? "draft"
            : targets.All(target => !target.WasBegun && target.Status is TargetStatus.Pending) ? Waiting(post)
            : targets.Any(target => target.Status is TargetStatus.Pending or TargetStatus.Publishing) ? "publishing"
            : targets.Any(target => target.Status is TargetStatus.Unknown) ? "unknown"
            : targets.All(target => target.Status is TargetStatus.Published) ? "published"
            : targets.Any(target => target.Status is TargetStatus.Published) ? "partly_published"
            : "failed";
    }

    private static string Waiting(Post post) => post.PublishAt is null ? "publishing" : "scheduled";
}
