namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>A user's videos are computed, not kept: ten thousand users cost nothing until one is asked for.</summary>
internal static class LoginVideos
{
    private const long FirstId = 7106594312292453675;
    private const long NewestSecond = 1_767_225_600;
    private const long HalfDay = 43_200;

    public static readonly IReadOnlyList<string> Fields =
    [
        "id",
        "create_time",
        "cover_image_url",
        "share_url",
        "video_description",
        "duration",
        "height",
        "width",
        "title",
        "embed_html",
        "embed_link",
        "like_count",
        "comment_count",
        "share_count",
        "view_count",
    ];

    /// <summary>Newest first.</summary>
    public static IEnumerable<(string Id, long CreateSecond, int Index)> Of(LoginUser user) =>
        Enumerable
            .Range(0, LoginUser.VideoCount)
            .Select(index => (IdOf(user, index), NewestSecond - (index * HalfDay) - user.Number, index));

    public static Dictionary<string, object> Show(
        LoginUser user,
        (string Id, long CreateSecond, int Index) video,
        IReadOnlyList<string> fields
    ) => fields.ToDictionary(field => field, field => Value(user, video, field), StringComparer.Ordinal);

    private static string IdOf(LoginUser user, int index) =>
        (FirstId + (user.Number * 1_000_003) - (index * 7_919L)).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static object Value(LoginUser user, (string Id, long CreateSecond, int Index) video, string field) =>
        field switch
        {
            "id" => video.Id,
            "create_time" => video.CreateSecond,
            "cover_image_url" => $"https://p16-sign.example.com/cover/{video.Id}.jpeg",
            "share_url" => $"https://www.tiktok.com/@{user.Username}/video/{video.Id}",
            "video_description" => $"Günün menüsü, bölüm {video.Index + 1} #kahve",
            "title" => $"Günün menüsü {video.Index + 1}",
            "duration" => 15 + video.Index,
            "height" => 1024,
            "width" => 576,
            "embed_html" => $"<blockquote data-video-id=\"{video.Id}\"></blockquote>",
            "embed_link" => $"https://www.tiktok.com/embed/v2/{video.Id}",
            "like_count" => 100 + video.Index,
            "comment_count" => 5 + video.Index,
            "share_count" => video.Index,
            _ => 3_000_000_000L + video.Index,
        };
}
