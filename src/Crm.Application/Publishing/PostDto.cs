using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Publishing;

namespace Crm.Application.Publishing;

/// <param name="Status">draft, scheduled, publishing, published, partly_published, failed or unknown: of all targets together.</param>
/// <param name="PublishAt">When it is or was to be published; null: at once, or not yet said.</param>
/// <param name="Warnings">Only in the answer to who has made or changed it.</param>
public sealed record PostDto(
    Guid Id,
    string Status,
    string Text,
    IReadOnlyList<PostMediaDto> Media,
    IReadOnlyDictionary<string, PlatformText> PerPlatform,
    DateTimeOffset? PublishAt,
    LocalTimeWish? PublishLocal,
    IReadOnlyList<TargetDto> Targets,
    Guid? CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PostWarningDto>? Warnings,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static PostDto From(Post post) =>
        new(
            post.Id,
            PostStatus.Of(post),
            post.Body.Text,
            [.. post.Body.Media.Select(media => new PostMediaDto(media.MediaId, media.AltText))],
            post.Body.PerPlatform,
            post.PublishAt,
            post.PublishLocal is { } local ? new(LocalTimes.Write(local.Time), local.TimeZone) : null,
            [.. post.Targets.OrderBy(target => target.AccountId).Select(TargetDto.From)],
            post.CreatedBy,
            post.CreatedAt,
            post.UpdatedAt,
            Warnings: null,
            post.Version
        );
}

public sealed record PostMediaDto(Guid UploadId, string? AltText);

/// <param name="RetryAt">When it goes on by itself, where the platform asked to wait or is asked what became of it.</param>
/// <param name="Attempts">Calls that were to publish it.</param>
/// <param name="Story">Those calls and the questions after them, oldest first; the newest 500 of all targets together, only of a post that is read alone.</param>
/// <param name="Counts">Views and answers day by day, oldest first; only of a post that is read alone.</param>
public sealed record TargetDto(
    Guid AccountId,
    string Platform,
    string Status,
    string? ExternalId,
    string? Url,
    TargetErrorDto? Error,
    DateTimeOffset? PlannedAt,
    DateTimeOffset? RetryAt,
    DateTimeOffset? PublishedAt,
    int Attempts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AttemptDto>? Story = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CountDto>? Counts = null
)
{
    internal static TargetDto From(PostTarget target) =>
        new(
            target.AccountId,
            target.Platform,
            PostStatus.Of(target.Status),
            target.ExternalId,
            target.Url,
            target.ErrorCode is { } code ? new(code, Message: null, target.ErrorReason) : null,
            target.PlannedAt,
            target.ErrorCode is null ? null : target.DueAt,
            target.PublishedAt,
            target.Attempts
        );
}

/// <summary>How it stood at the end of a day (UTC); what the platform does not tell is null.</summary>
public sealed record CountDto(DateOnly Day, long? Views, long? Likes, long? Comments, long? Shares);

/// <param name="Message">What it means and what to do, in the caller's language.</param>
/// <param name="Reason">The platform's own words, or a reason of ours.</param>
public sealed record TargetErrorDto(string Code, string? Message, string? Reason);

/// <param name="Action">prepare, publish or look_up.</param>
/// <param name="Outcome">Null: under way, or cut off.</param>
public sealed record AttemptDto(
    string Action,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Outcome,
    TargetErrorDto? Error,
    string? RequestId
)
{
    internal static AttemptDto From(PostAttempt attempt) =>
        new(
            attempt.Action,
            attempt.StartedAt,
            attempt.EndedAt,
            attempt.Outcome,
            attempt.Code is { } code ? new(code, Message: null, attempt.Reason) : null,
            attempt.RequestId
        );
}

/// <param name="Code">For example <c>same_text</c>: the platform has had this text lately, and may refuse it.</param>
public sealed record PostWarningDto(string Platform, string Code, string? Message);
