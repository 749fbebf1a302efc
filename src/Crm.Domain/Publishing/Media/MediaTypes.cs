namespace Crm.Domain.Publishing.Media;

/// <summary>What is taken. Nothing of it can run in a browser.</summary>
public static class MediaTypes
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string Gif = "image/gif";
    public const string WebP = "image/webp";
    public const string Mp4 = "video/mp4";
    public const string QuickTime = "video/quicktime";

    public static bool IsVideo(string type) => type.StartsWith("video/", StringComparison.Ordinal);

    /// <summary>The end of a file's name, for whoever saves it.</summary>
    public static string ExtensionOf(string type) =>
        type switch
        {
            Jpeg => "jpg",
            Png => "png",
            Gif => "gif",
            WebP => "webp",
            Mp4 => "mp4",
            QuickTime => "mov",
            _ => "bin",
        };
}
