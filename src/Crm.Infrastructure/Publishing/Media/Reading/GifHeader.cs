namespace Crm.Infrastructure.Publishing.Media.Reading;

internal static class GifHeader
{
    public static Extent Read(ByteSource source)
    {
        source.Skip(6);

        return new(source.LittleEndian16(), source.LittleEndian16());
    }
}
