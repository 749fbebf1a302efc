using Crm.Application.Common;
using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Reading;

/// <summary>Posts that go on only when a person has decided: in doubt, too late, or refused.</summary>
internal sealed class PostsInNeed(IPublishingDb db, TimeProvider clock) : IAttentionSource
{
    /// <summary>Later nobody wants to hear of it.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    private const int LongestName = 60;

    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - Recent;
        var rows = await (
            from post in db.Posts.AsNoTracking()
            from target in post.Targets
            where
                (
                    target.Status == TargetStatus.Failed
                    || (target.Status == TargetStatus.Unknown && target.DueAt == null)
                )
                && target.PlannedAt > since
            orderby target.Status descending, target.PlannedAt
            select new
            {
                post.Id,
                post.Body,
                target.Platform,
                target.Status,
                target.ErrorCode,
                target.PlannedAt,
            }
        )
            .Take(most)
            .ToListAsync(cancellationToken);

        return
        [
            .. rows.Select(row => new AttentionItem(
                row.Status is TargetStatus.Unknown ? "post_unknown"
                    : row.ErrorCode is PostTarget.Missed ? "post_missed"
                    : "post_failed",
                row.Status is TargetStatus.Unknown ? AttentionUrgency.High : AttentionUrgency.Medium,
                "post",
                row.Id,
                NameOf(row.Body.TextFor(row.Platform)),
                row.ErrorCode,
                AttentionTurn.Company,
                "retry_post",
                row.PlannedAt!.Value
            )),
        ];
    }

    /// <summary>Null: it has no text, and shows something instead.</summary>
    private static string? NameOf(string text) =>
        text.Length == 0 ? null
        : text.Length <= LongestName ? text
        // Half an emoji is no character.
        : text[..(char.IsHighSurrogate(text[LongestName - 1]) ? LongestName - 1 : LongestName)] + "…";
}
