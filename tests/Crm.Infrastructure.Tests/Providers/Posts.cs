using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Tests.Providers;

/// <summary>Contents to be checked by a platform's rules.</summary>
internal static class Posts
{
    public static PostContent Of(string text, params PostMedia[] media) => new(text, Thread: [], media);

    public static PostMedia Image(
        string type = "image/jpeg",
        long size = 100_000,
        int width = 1080,
        int height = 1080
    ) => new(Guid.Empty, type, size, width, height, Duration: null, AltText: null);

    public static PostMedia Video(double seconds = 30, string type = "video/mp4", long size = 1_000_000) =>
        new(Guid.Empty, type, size, Width: 1080, Height: 1920, TimeSpan.FromSeconds(seconds), AltText: null);

    public static PostMedia[] Many(int count, PostMedia media) => [.. Enumerable.Repeat(media, count)];

    /// <summary>The faults as one reads them: <c>media[0] media_too_large 5>4</c>.</summary>
    public static string[] Faults(this PostVerdict verdict) => [.. verdict.Faults.Select(Read)];

    public static string Read(PostFault fault) =>
        fault.Limit is null
            ? $"{fault.Member} {fault.Code}"
            : $"{fault.Member} {fault.Code} {fault.Actual} of {fault.Limit}";
}
