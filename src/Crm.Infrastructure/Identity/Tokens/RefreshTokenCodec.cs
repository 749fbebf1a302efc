using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.Application.Identity;
using Crm.Domain.Common;
using Crm.Infrastructure.Vault;

namespace Crm.Infrastructure.Identity.Tokens;

/// <summary>
/// A refresh token is <c>crmr_</c> and, in base64url, family (16 bytes), generation (4) and their HMAC-SHA256: nothing has
/// to be stored, the same generation is the same token on every server, and garbage is refused without the database.
/// </summary>
internal sealed class RefreshTokenCodec(DataKeyVault vault)
{
    private const string Prefix = "crmr_";
    private const int Named = 16 + 4;
    private const int Size = Named + HMACSHA256.HashSizeInBytes;

    public async ValueTask<Secret> WriteAsync(Guid familyId, int generation, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        var token = new byte[Size];
        familyId.TryWriteBytes(token, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(token.AsSpan(16), generation);
        HMACSHA256.HashData(key, token.AsSpan(0, Named), token.AsSpan(Named));

        return new(Prefix + Base64Url.EncodeToString(token));
    }

    public async ValueTask<RefreshClaim?> ReadAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        if (!TryDecode(refreshToken.Reveal(), out var token))
        {
            return null;
        }

        var expected = HMACSHA256.HashData(await KeyAsync(cancellationToken), token.AsSpan(0, Named));

        return CryptographicOperations.FixedTimeEquals(expected, token.AsSpan(Named))
            ? new(new Guid(token.AsSpan(0, 16), bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(token.AsSpan(16)))
            : null;
    }

    private static bool TryDecode(string text, out byte[] token)
    {
        token = new byte[Size];

        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + Base64Url.GetEncodedLength(Size)
            && Base64Url.IsValid(text.AsSpan(Prefix.Length), out var length)
            && length == Size
            && Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), token, out _);
    }

    private ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        vault.DeriveAsync("refresh-token", cancellationToken);
}
