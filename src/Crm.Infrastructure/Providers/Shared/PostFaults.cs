using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>What platforms refuse alike; the numbers are each platform's own. Every code has its words in Errors/Texts/Members.</summary>
internal static class PostFaults
{
    public static string Of(int part) => part == 0 ? "text" : $"thread[{part - 1}]";

    public static string Media(int index, string? member = null) =>
        member is null ? $"media[{index}]" : $"media[{index}].{member}";

    public static IEnumerable<PostFault> NotTaken(PostContent content, bool thread, bool article, bool author)
    {
        if (!thread && content.Thread.Count > 0)
        {
            yield return new("thread_not_taken", "thread");
        }

        if (!article && content.Article is not null)
        {
            yield return new("article_not_taken", "article");
        }

        if (!author && content.Author is not null)
        {
            yield return new("author_not_taken", "author");
        }
    }

    public static IEnumerable<PostFault> AtMost(string code, string member, long limit, long actual)
    {
        if (actual > limit)
        {
            yield return new(code, member, limit, actual);
        }
    }

    /// <summary>In milliseconds; a length that could not be read is the platform's to judge.</summary>
    public static IEnumerable<PostFault> Lasts(PostMedia media, int index, TimeSpan least, TimeSpan most)
    {
        if (media.Duration is not { } duration)
        {
            yield break;
        }

        if (duration < least)
        {
            yield return new("video_too_short", Media(index), Milliseconds(least), Milliseconds(duration));
        }
        else if (duration > most)
        {
            yield return new("video_too_long", Media(index), Seconds(most), Seconds(duration));
        }
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
