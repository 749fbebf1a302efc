using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Idempotency;

/// <summary>A caller's key for one route, and what it was sent with.</summary>
internal sealed record IdempotencyKey(TenantId TenantId, byte[] Hash, byte[] BodyHash)
{
    public const int LongestKey = 255;

    private const int BufferSize = 64 * 1024;

    /// <summary>What sealed answers are bound to, beside tenant and field.</summary>
    public Guid Owner { get; } = new(Hash.AsSpan(0, 16), bigEndian: true);

    /// <summary>Two requests with the same one wait for each other.</summary>
    public long Lock { get; } = LockOf(Hash);

    public static long LockOf(byte[] hash) => BitConverter.ToInt64(hash, 16);

    /// <param name="body">Read to its end, and never whole in memory.</param>
    /// <param name="route">The pattern; the address itself counts as part of the body.</param>
    public static async ValueTask<IdempotencyKey> CreateAsync(
        TenantId tenantId,
        Guid callerId,
        string route,
        string key,
        string address,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(callerId.ToByteArray());
        hash.AppendData(Encoding.UTF8.GetBytes($"{route}\n{key}"));
        var keyHash = hash.GetHashAndReset();
        hash.AppendData(Encoding.UTF8.GetBytes(address + "\n"));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new(tenantId, keyHash, hash.GetHashAndReset());
    }
}
