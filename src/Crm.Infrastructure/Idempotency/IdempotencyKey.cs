using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Idempotency;

/// <summary>A caller's key for one route, and what it was sent with.</summary>
internal sealed record IdempotencyKey(TenantId TenantId, byte[] Hash, byte[] BodyHash)
{
    public const int LongestKey = 255;

    /// <summary>What sealed answers are bound to, beside tenant and field.</summary>
    public Guid Owner { get; } = new(Hash.AsSpan(0, 16), bigEndian: true);

    /// <summary>Two requests with the same one wait for each other.</summary>
    public long Lock { get; } = LockOf(Hash);

    public static long LockOf(byte[] hash) => BitConverter.ToInt64(hash, 16);

    /// <param name="route">The pattern; the address itself counts as part of the body.</param>
    public static IdempotencyKey Create(
        TenantId tenantId,
        Guid callerId,
        string route,
        string key,
        string address,
        ReadOnlySpan<byte> body
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(callerId.ToByteArray());
        hash.AppendData(Encoding.UTF8.GetBytes($"{route}\n{key}"));
        var keyHash = hash.GetHashAndReset();
        hash.AppendData(Encoding.UTF8.GetBytes(address + "\n"));
        hash.AppendData(body);

        return new(tenantId, keyHash, hash.GetHashAndReset());
    }
}
