using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.Domain.Common;
using Crm.Infrastructure.Vault;

namespace Crm.Infrastructure.Leads;

/// <summary>
/// Where a page ended. Sealed for its tenant and order by a keyed hash, so that what comes back is what was given out:
/// any other text is refused instead of being read as some place in the list.
/// </summary>
internal sealed class LeadCursor(DataKeyVault vault)
{
    private const int PlaceSize = 8 + 16;
    private const int SealSize = 12;
    private byte[]? key;

    public async ValueTask<string> WriteAsync(
        TenantId tenantId,
        bool newestFirst,
        Place place,
        CancellationToken cancellationToken
    )
    {
        var bytes = new byte[PlaceSize + SealSize];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.CreatedAt.UtcTicks);
        place.Id.TryWriteBytes(bytes.AsSpan(8), bigEndian: true, out _);
        Seal(
            await KeyAsync(cancellationToken),
            tenantId,
            newestFirst,
            bytes.AsSpan(0, PlaceSize),
            bytes.AsSpan(PlaceSize)
        );

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when it was not given out for this list.</summary>
    public async ValueTask<Place?> ReadAsync(
        TenantId tenantId,
        bool newestFirst,
        string cursor,
        CancellationToken cancellationToken
    )
    {
        var bytes = new byte[PlaceSize + SealSize];
        if (
            cursor.Length != Base64Url.GetEncodedLength(bytes.Length)
            || Base64Url.DecodeFromChars(cursor, bytes, out _, out var length) is not OperationStatus.Done
            || length != bytes.Length
        )
        {
            return null;
        }

        var expected = new byte[SealSize];
        Seal(await KeyAsync(cancellationToken), tenantId, newestFirst, bytes.AsSpan(0, PlaceSize), expected);

        return CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(PlaceSize))
            ? new(
                new(BinaryPrimitives.ReadInt64BigEndian(bytes), TimeSpan.Zero),
                new Guid(bytes.AsSpan(8, 16), bigEndian: true)
            )
            : null;
    }

    private static void Seal(byte[] key, TenantId tenantId, bool newestFirst, ReadOnlySpan<byte> place, Span<byte> seal)
    {
        Span<byte> text = stackalloc byte[17 + PlaceSize];
        tenantId.Value.TryWriteBytes(text);
        text[16] = newestFirst ? (byte)1 : (byte)0;
        place.CopyTo(text[17..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, hash);
        hash[..seal.Length].CopyTo(seal);
    }

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        key ??= await vault.DeriveAsync("lead cursors", cancellationToken);

    internal sealed record Place(DateTimeOffset CreatedAt, Guid Id);
}
