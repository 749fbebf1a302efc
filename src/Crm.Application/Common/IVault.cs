using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>
/// Seals with AES-256-GCM under the data key of the name's tenant, which is wrapped by INTEGRATION_ENCRYPTION_KEY.
/// <see cref="TenantId.Platform"/> names the platform's own key.
/// </summary>
public interface IVault
{
    ValueTask<SealedSecret> SealAsync(SecretName name, Secret secret, CancellationToken cancellationToken);

    ValueTask<SealedSecret> SealAsync(SecretName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The opposite of sealing, for the same name.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Another name, key or ciphertext.</exception>
    ValueTask<Secret> OpenAsync(SecretName name, SealedSecret secret, CancellationToken cancellationToken);

    ValueTask<byte[]> OpenBytesAsync(SecretName name, SealedSecret secret, CancellationToken cancellationToken);
}
