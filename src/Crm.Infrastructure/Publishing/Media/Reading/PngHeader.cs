namespace Crm.Infrastructure.Publishing.Media.Reading;

internal static class PngHeader
{
    public static Extent Read(ByteSource source)
    {
        source.Skip(8);

        return source.BigEndian32() is 13 && source.Is("IHDR"u8)
            ? new(Side(source.BigEndian32()), Side(source.BigEndian32()))
            : Extent.Unknown;
    }

    // The format allows no more than 31 bits.
    private static int Side(uint value) => value <= int.MaxValue ? (int)value : 0;
}
