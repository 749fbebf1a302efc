using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Infrastructure.Persistence;

/// <summary>The number of an advisory lock for something that a tenant has by name.</summary>
internal static class LockKey
{
    private const int Longest = 256;

    public static long Of(Guid tenantId, string name)
    {
        Span<byte> text = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(Math.Min(name.Length, Longest))];
        tenantId.TryWriteBytes(text);
        var length = Encoding.UTF8.GetBytes(name.AsSpan(0, Math.Min(name.Length, Longest)), text[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(16 + length)], hash);

        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
