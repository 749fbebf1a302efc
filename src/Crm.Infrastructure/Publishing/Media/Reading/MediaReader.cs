using System.Runtime.InteropServices;
using Crm.Domain.Publishing.Media;

namespace Crm.Infrastructure.Publishing.Media.Reading;

/// <summary>
/// Reads the size of a picture or video out of its headers, and nothing else: no pixel is decoded, and no length that the file
/// claims is ever allocated.
/// </summary>
internal static class MediaReader
{
    /// <summary>Null when the file does not hold what its first bytes promise.</summary>
    public static MediaFacts? Read(Stream file, string type)
    {
        var source = new ByteSource(file);
        try
        {
            var (width, height, duration) = type switch
            {
                MediaTypes.Jpeg => JpegHeader.Read(source),
                MediaTypes.Png => PngHeader.Read(source),
                MediaTypes.Gif => GifHeader.Read(source),
                MediaTypes.WebP => WebPHeader.Read(source),
                _ => new MovieHeader(source).Read(),
            };

            return width > 0 && height > 0 ? new(type, width, height, duration) : null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}

/// <summary>As it is shown; zero for what could not be found.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Extent(int Width, int Height, TimeSpan? Duration = null)
{
    public static readonly Extent Unknown;

    public Extent Turned => new(Height, Width, Duration);
}
