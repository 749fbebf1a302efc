using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Leads;
using Crm.Domain.Common;
using Crm.Infrastructure.Vault;

namespace Crm.Infrastructure.Leads;

/// <summary>
/// Where a page ended. Sealed for its tenant and order, so that what comes back is what was given out: any other text is refused
/// instead of being read as some place in the list. Encrypted, since a place in a list of names is a name, and addresses are logged.
/// </summary>
internal sealed class LeadCursor(DataKeyVault vault) : IDisposable
{
    /// <summary>In letters: no two people are told apart by what follows.</summary>
    public const int LongestName = 200;

    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int PlaceSize = 8 + 16;
    private const int LongestCursor = 2_000;

    /// <summary>Made once, since to make one is dearer than what it is made for; and used by one at a time, which is all it bears.</summary>
    private AesGcm? cipher;

    public async ValueTask<string> WriteAsync(
        TenantId tenantId,
        LeadSort sort,
        Place place,
        CancellationToken cancellationToken
    )
    {
        var name = place.Name is null ? [] : Encoding.UTF8.GetBytes(place.Name);
        var plain = new byte[PlaceSize + name.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, place.At.UtcTicks);
        place.Id.TryWriteBytes(plain.AsSpan(8), bigEndian: true, out _);
        name.CopyTo(plain, PlaceSize);

        var bytes = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        var aes = await CipherAsync(cancellationToken);
        lock (aes)
        {
            aes.Encrypt(
                bytes.AsSpan(0, NonceSize),
                plain,
                bytes.AsSpan(NonceSize, plain.Length),
                bytes.AsSpan(NonceSize + plain.Length),
                ListOf(tenantId, sort)
            );
        }

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when it was not given out for this list.</summary>
    public async ValueTask<Place?> ReadAsync(
        TenantId tenantId,
        LeadSort sort,
        string cursor,
        CancellationToken cancellationToken
    )
    {
        if (cursor.Length > LongestCursor || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < NonceSize + PlaceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[bytes.Length - NonceSize - TagSize];
        var aes = await CipherAsync(cancellationToken);
        try
        {
            lock (aes)
            {
                aes.Decrypt(
                    bytes.AsSpan(0, NonceSize),
                    bytes.AsSpan(NonceSize, plain.Length),
                    bytes.AsSpan(NonceSize + plain.Length),
                    plain,
                    ListOf(tenantId, sort)
                );
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return new(
            new(BinaryPrimitives.ReadInt64BigEndian(plain), TimeSpan.Zero),
            new Guid(plain.AsSpan(8, 16), bigEndian: true),
            plain.Length > PlaceSize ? Encoding.UTF8.GetString(plain.AsSpan(PlaceSize)) : null
        );
    }

    public void Dispose() => cipher?.Dispose();

    private static byte[] ListOf(TenantId tenantId, LeadSort sort) => [.. tenantId.Value.ToByteArray(), (byte)sort];

    private async ValueTask<AesGcm> CipherAsync(CancellationToken cancellationToken) =>
        cipher ??= new(await vault.DeriveAsync("lead cursors", cancellationToken), TagSize);

    /// <param name="Name">Of a list that goes by names; null: among those without.</param>
    internal sealed record Place(DateTimeOffset At, Guid Id, string? Name = null);
}
