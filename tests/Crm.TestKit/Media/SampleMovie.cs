using System.Text;

namespace Crm.TestKit.Media;

/// <summary>A movie's boxes as recorders write them, with the frames left out.</summary>
public sealed record SampleMovie(int Width, int Height, double Seconds)
{
    private const int Scale = 1000;

    /// <summary>Held upright: the frames lie on their side, and the track says so.</summary>
    public bool IsTurned { get; init; }

    /// <summary>As a recorder that knows the length only at the end.</summary>
    public bool HeaderLast { get; init; }

    /// <summary>As for streaming: the length is told with the fragments.</summary>
    public bool IsFragmented { get; init; }

    public bool HasSoundFirst { get; init; } = true;

    /// <summary>Without it there is sound alone.</summary>
    public bool HasPicture { get; init; } = true;

    /// <summary>The second version of its headers, with numbers of 64 bits.</summary>
    public bool IsLong { get; init; }

    public string Brand { get; init; } = "isom";

    /// <summary>Of the frames; many make a large file.</summary>
    public int DataSize { get; init; } = 64;

    public byte[] ToArray()
    {
        var type = Box("ftyp", [.. Text(Brand), .. Number(512), .. Text("isommp42")]);
        byte[] data = [.. Number(1), .. Text("mdat"), .. Wide(16 + DataSize), .. new byte[DataSize]];
        var header = Box(
            "moov",
            [
                .. Movie(),
                .. IsFragmented ? Box("mvex", Box("mehd", [.. Version(), .. Time(Seconds * Scale)])) : [],
                .. HasSoundFirst ? Track("soun", 0, 0) : [],
                .. HasPicture ? Track("vide", Width, Height) : [],
            ]
        );

        return HeaderLast ? [.. type, .. data, .. header] : [.. type, .. header, .. data];
    }

    private byte[] Movie() =>
        Box(
            "mvhd",
            [
                .. Version(),
                .. Time(0),
                .. Time(0),
                .. Number(Scale),
                .. Time(IsFragmented ? 0 : Seconds * Scale),
                .. new byte[80],
            ]
        );

    private byte[] Track(string handler, int width, int height)
    {
        var description = Box("avc1", [.. new byte[24], .. Short(width), .. Short(height), .. new byte[50]]);

        return Box(
            "trak",
            [
                .. Box(
                    "tkhd",
                    [
                        .. Version(),
                        .. Time(0),
                        .. Time(0),
                        .. Number(1),
                        .. Number(0),
                        .. Time(Seconds * Scale),
                        .. new byte[16],
                        .. Matrix(),
                        .. Number(width << 16),
                        .. Number(height << 16),
                    ]
                ),
                .. Box(
                    "mdia",
                    [
                        .. Box("mdhd", new byte[24]),
                        .. Box("hdlr", [.. Number(0), .. Number(0), .. Text(handler), .. new byte[13]]),
                        .. Box("minf", Box("stbl", Box("stsd", [.. Number(0), .. Number(1), .. description]))),
                    ]
                ),
            ]
        );
    }

    private byte[] Matrix()
    {
        int[] matrix = IsTurned
            ? [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 1 << 30]
            : [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 1 << 30];

        return [.. matrix.SelectMany(Number)];
    }

    private static byte[] Box(string type, byte[] content) =>
        [.. Number(content.Length + 8), .. Text(type), .. content];

    private byte[] Version() => [IsLong ? (byte)1 : (byte)0, 0, 0, 0];

    private byte[] Time(double value) => IsLong ? Wide((long)value) : Number((int)value);

    private static byte[] Wide(long value) => [.. Number((int)(value >> 32)), .. Number((int)value)];

    private static byte[] Number(int value) => SampleMedia.Big(value);

    private static byte[] Short(int value) => SampleMedia.Big(value)[2..];

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
