using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Vault;

internal sealed class DataKeyVault(DataKeys keys) : IVault
{
    public ValueTask<SealedSecret> SealAsync(SecretName name, Secret secret, CancellationToken cancellationToken) =>
        SealAsync(name, Encoding.UTF8.GetBytes(secret.Reveal()), cancellationToken);

    public async ValueTask<SealedSecret> SealAsync(
        SecretName name,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        var key = await keys.GetAsync(name.TenantId, cancellationToken);

        return new(AesGcmBox.Seal(key, bytes.Span, AssociatedData(name)));
    }

    public async ValueTask<Secret> OpenAsync(
        SecretName name,
        SealedSecret secret,
        CancellationToken cancellationToken
    ) => new(Encoding.UTF8.GetString(await OpenBytesAsync(name, secret, cancellationToken)));

    public async ValueTask<byte[]> OpenBytesAsync(
        SecretName name,
        SealedSecret secret,
        CancellationToken cancellationToken
    )
    {
        var key = await keys.GetAsync(name.TenantId, cancellationToken);

        return AesGcmBox.Open(key, secret.Bytes.Span, AssociatedData(name));
    }

    /// <summary>A key of its own for one purpose, always the same for this database: HKDF of the platform's data key.</summary>
    public async ValueTask<byte[]> DeriveAsync(string purpose, CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync(TenantId.Platform, cancellationToken);

        return HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose));
    }

    private static byte[] AssociatedData(SecretName name)
    {
        var data = new byte[32 + Encoding.UTF8.GetByteCount(name.Field)];
        name.TenantId.Value.TryWriteBytes(data, bigEndian: true, out _);
        name.OwnerId.TryWriteBytes(data.AsSpan(16), bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name.Field, data.AsSpan(32));

        return data;
    }
}
