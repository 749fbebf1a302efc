namespace Crm.Infrastructure.Publishing.Media.Reading;

/// <summary>
/// MP4 and QuickTime are boxes in boxes. Of these the movie's header, and of the first video track its header and its first sample
/// description are read, wherever in the file they are; all others are stepped over.
/// </summary>
internal sealed class MovieHeader(ByteSource source)
{
    private const int MostBoxes = 10_000;
    private const int Deepest = 8;
    private const int Quarter = 0x10000;

    private int boxes;
    private int depth;
    private uint scale;
    private TimeSpan? duration;
    private bool isVideo;
    private bool isTurned;
    private Extent shown;
    private Extent coded;
    private Extent found;

    public Extent Read()
    {
        Walk(source.Length, Within);

        return found with
        {
            Duration = duration,
        };
    }

    private void Within(uint type, long end)
    {
        switch (type)
        {
            case 0x6D6F6F76 or 0x6D646961 or 0x6D696E66 or 0x7374626C or 0x6D766578: // moov mdia minf stbl mvex
                Walk(end, Within);
                break;
            case 0x7472616B: // trak
                Track(end);
                break;
            case 0x6D766864: // mvhd
                Movie();
                break;
            case 0x6D656864: // mehd
                Fragments();
                break;
            case 0x746B6864: // tkhd
                TrackHeader();
                break;
            case 0x68646C72: // hdlr
                source.Skip(8);
                isVideo |= source.Is("vide"u8);
                break;
            case 0x73747364: // stsd
                SampleDescription(end);
                break;
        }
    }

    private void Walk(long end, Action<uint, long> visit)
    {
        if (depth >= Deepest)
        {
            return;
        }

        depth++;
        while (source.Position + 8 <= end && ++boxes <= MostBoxes)
        {
            var start = source.Position;
            long size = source.BigEndian32();
            var type = source.BigEndian32();
            size = size switch
            {
                0 => end - start,
                1 => (long)Math.Min(source.BigEndian64(), long.MaxValue / 2),
                _ => size,
            };
            if (size < source.Position - start || start + size > end)
            {
                // Cut off: nothing behind it can be found.
                break;
            }

            visit(type, start + size);
            source.Position = start + size;
        }

        depth--;
    }

    private void Track(long end)
    {
        (isVideo, isTurned, shown, coded) = (false, false, default, default);
        Walk(end, Within);
        if (isVideo && found == default)
        {
            var size = coded.Width > 0 && coded.Height > 0 ? coded : shown;
            found = isTurned ? size.Turned : size;
        }
    }

    private void Movie()
    {
        var isLong = Version() is 1;
        source.Skip(isLong ? 16 : 8);
        scale = source.BigEndian32();
        var length = isLong ? source.BigEndian64() : source.BigEndian32();
        Lasts(length is uint.MaxValue or ulong.MaxValue ? 0 : length);
    }

    // A file that is written while it is recorded tells its length elsewhere.
    private void Fragments() => Lasts(Version() is 1 ? source.BigEndian64() : source.BigEndian32());

    private void Lasts(ulong length)
    {
        if (length > 0 && scale > 0 && (double)length / scale is var seconds and < 1_000_000)
        {
            duration = TimeSpan.FromSeconds(seconds);
        }
    }

    private void TrackHeader()
    {
        source.Skip(Version() is 1 ? 32 + 16 : 20 + 16);
        var (a, b) = ((int)source.BigEndian32(), (int)source.BigEndian32());
        source.Skip(7 * 4);
        isTurned = a is 0 && Math.Abs((long)b) is Quarter;
        shown = new((int)(source.BigEndian32() >> 16), (int)(source.BigEndian32() >> 16));
    }

    private void SampleDescription(long end)
    {
        source.Skip(8);
        if (isVideo && source.Position + 36 <= end)
        {
            source.Skip(8 + 24);
            coded = new(source.BigEndian16(), source.BigEndian16());
        }
    }

    private int Version()
    {
        var version = source.Byte();
        source.Skip(3);

        return version;
    }
}
