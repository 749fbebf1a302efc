using System.Buffers.Binary;

namespace Crm.Infrastructure.Publishing.Media.Reading;

/// <summary>Numbers and names out of a file that may lie about everything. Reading past its end throws <see cref="EndOfStreamException"/>.</summary>
internal sealed class ByteSource(Stream file)
{
    private readonly byte[] buffer = new byte[8];

    public long Length => file.Length;

    public long Position
    {
        get => file.Position;
        // Beyond the end there is nothing to read; a file that points behind its beginning goes no further either.
        set => file.Position = value >= 0 && value <= file.Length ? value : throw new EndOfStreamException();
    }

    public byte Byte() => Next(1)[0];

    public int BigEndian16() => BinaryPrimitives.ReadUInt16BigEndian(Next(2));

    public uint BigEndian32() => BinaryPrimitives.ReadUInt32BigEndian(Next(4));

    public ulong BigEndian64() => BinaryPrimitives.ReadUInt64BigEndian(Next(8));

    public int LittleEndian16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

    public uint LittleEndian32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(4));

    public int LittleEndian24() => LittleEndian16() | (Byte() << 16);

    public bool Is(ReadOnlySpan<byte> expected) => Next(expected.Length).SequenceEqual(expected);

    public void Skip(long count) => Position += count;

    private ReadOnlySpan<byte> Next(int count)
    {
        var bytes = buffer.AsSpan(0, count);
        file.ReadExactly(bytes);

        return bytes;
    }
}
