using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.Application.Publishing.Media;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Vault;

namespace Crm.Infrastructure.Publishing.Media;

/// <summary>A token is, in base64url, tenant (16 bytes), media (16), end (8) and their HMAC-SHA256.</summary>
internal sealed class MediaLinks(DataKeyVault vault, ServerOptions server, TimeProvider time) : IMediaLinks
{
    private const int Named = 16 + 16 + 8;
    private const int Size = Named + HMACSHA256.HashSizeInBytes;

    /// <summary>As long as a provider may take to fetch what it was told of.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    public async ValueTask<Uri> WriteAsync(TenantId tenantId, Guid mediaId, CancellationToken cancellationToken)
    {
        var token = new byte[Size];
        tenantId.Value.TryWriteBytes(token, bigEndian: true, out _);
        mediaId.TryWriteBytes(token.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(32), (time.GetUtcNow() + GoodFor).ToUnixTimeSeconds());
        (await SignAsync(token, cancellationToken)).CopyTo(token.AsSpan(Named));

        return new($"{server.ApiBaseUrl}/media/{Base64Url.EncodeToString(token)}");
    }

    public async ValueTask<(TenantId TenantId, Guid MediaId)?> ReadAsync(
        string token,
        CancellationToken cancellationToken
    )
    {
        var bytes = Decode(token);

        return
            bytes is not null
            && CryptographicOperations.FixedTimeEquals(await SignAsync(bytes, cancellationToken), bytes.AsSpan(Named))
            && BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(32)) > time.GetUtcNow().ToUnixTimeSeconds()
            ? (
                new TenantId(new Guid(bytes.AsSpan(0, 16), bigEndian: true)),
                new Guid(bytes.AsSpan(16, 16), bigEndian: true)
            )
            : null;
    }

    private async ValueTask<byte[]> SignAsync(byte[] token, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await vault.DeriveAsync("media-link", cancellationToken), token.AsSpan(0, Named));

    private static byte[]? Decode(string text)
    {
        var token = new byte[Size];

        return
            text.Length == Base64Url.GetEncodedLength(Size)
            && Base64Url.IsValid(text, out var length)
            && length == Size
            && Base64Url.TryDecodeFromChars(text, token, out _)
            ? token
            : null;
    }
}
