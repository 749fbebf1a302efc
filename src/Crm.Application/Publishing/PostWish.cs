using Crm.Application.Common.Fetching;
using Crm.Domain.Common;
using Crm.Domain.Publishing;
using FluentValidation;
using FluentValidation.Results;

namespace Crm.Application.Publishing;

/// <summary>What a caller sends to have something published.</summary>
/// <param name="PerPlatform">By the platform's name: what it gets instead.</param>
/// <param name="PublishAt">A moment; or else <paramref name="PublishLocal"/>; neither: at once.</param>
/// <param name="Draft">Not until it is published by hand or loses this mark.</param>
public sealed record PostWish(
    IReadOnlyList<Guid>? AccountIds = null,
    string? Text = null,
    IReadOnlyList<MediaWish>? Media = null,
    IReadOnlyDictionary<string, PlatformText>? PerPlatform = null,
    DateTimeOffset? PublishAt = null,
    LocalTimeWish? PublishLocal = null,
    bool Draft = false
);

/// <summary>Uploaded before, or fetched from an address.</summary>
public sealed record MediaWish(string? Url = null, Guid? UploadId = null, string? AltText = null);

/// <param name="Time">As on a wall clock there: <c>2026-12-01T09:00</c>.</param>
/// <param name="TimeZone">Its IANA name; the tenant's own when it is left out.</param>
public sealed record LocalTimeWish(string? Time = null, string? TimeZone = null);

internal sealed class PostWishValidator : AbstractValidator<PostWish>
{
    private const int MostAccounts = 50;
    private const int MostMedia = 20;

    public PostWishValidator()
    {
        RuleFor(wish => wish.AccountIds)
            .Must(ids => ids is { Count: > 0 and <= MostAccounts })
            .WithErrorCode("post_accounts");
        RuleFor(wish => wish.AccountIds)
            .Must(ids => ids is null || ids.Distinct().Count() == ids.Count)
            .WithErrorCode("post_accounts");
        RuleFor(wish => wish.Text).MaximumLength(PlatformTextBounds.LongestText).WithErrorCode("text_too_long");
        RuleFor(wish => wish.Media).Must(media => media is null or { Count: <= MostMedia }).WithErrorCode("post_media");
        RuleForEach(wish => wish.Media)
            .Must(media => media is not null && media.Url is null != media.UploadId is null)
            .WithErrorCode("post_media");
        RuleFor(wish => wish.Media)
            .Must(media =>
                media is null
                || media.Where(one => one?.UploadId is not null).DistinctBy(one => one.UploadId).Count()
                    == media.Count(one => one?.UploadId is not null)
            )
            .WithErrorCode("post_media_repeated");
        RuleForEach(wish => wish.Media)
            .Must(media => media?.Url is null || PublicUrl.Parse(media.Url) is not null)
            .WithErrorCode("public_url");
        RuleFor(wish => wish.PerPlatform)
            .Custom(
                (texts, context) =>
                {
                    foreach (var (name, text) in texts ?? new Dictionary<string, PlatformText>(StringComparer.Ordinal))
                    {
                        foreach (var (member, code) in PlatformTextBounds.Faults(text))
                        {
                            context.AddFailure(
                                new ValidationFailure($"perPlatform.{name}{member}", code) { ErrorCode = code }
                            );
                        }
                    }
                }
            );
        RuleFor(wish => wish.PublishLocal).Must(BeReadable).WithErrorCode("post_local_time");
        RuleFor(wish => wish.PublishLocal)
            .Must((wish, local) => local is null || wish.PublishAt is null)
            .WithErrorCode("post_one_time");
    }

    private static bool BeReadable(LocalTimeWish? local) =>
        local is null
        || (
            LocalTimes.Read(local.Time) is not null && (local.TimeZone is null || WallClockTime.IsZone(local.TimeZone))
        );
}

internal static class PostWishText
{
    /// <summary>Of no text at all where nothing was sent: media may stand for itself.</summary>
    public static string Clean(string? text) => CleanText.Of(text) ?? "";
}
