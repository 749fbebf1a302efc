using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Crm.Infrastructure.Vault;

/// <summary>Refuses a start with a key that this database has never met: it would write what nobody can open later.</summary>
internal static class KeyCheck
{
    private static readonly byte[] KnownText = Encoding.ASCII.GetBytes("crm key check");

    public static async Task RunAsync(
        NpgsqlDataSource database,
        EncryptionKeys keys,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var insert = database.CreateCommand(
            "insert into vault.key_check (sealed, created_at) values ($1, $2) on conflict do nothing"
        );
        insert.Parameters.AddWithValue(Seal(keys));
        insert.Parameters.AddWithValue(time.GetUtcNow().UtcDateTime);
        await insert.ExecuteNonQueryAsync(cancellationToken);

        await using var select = database.CreateCommand("select sealed from vault.key_check");
        var stored = (byte[])(await select.ExecuteScalarAsync(cancellationToken))!;
        var fingerprint = Encoding.ASCII.GetString(stored.AsSpan(0, 16));
        if (keys.Find(fingerprint) is not { } key)
        {
            throw new StartupException(
                $"{EncryptionKeys.Setting} is not the key that this database was set up with (fingerprint {fingerprint}). "
                    + "Put that key back, after a new one and a comma if you are changing keys."
            );
        }

        try
        {
            AesGcmBox.Open(key, stored.AsSpan(16), KnownText);
        }
        catch (CryptographicException)
        {
            throw new StartupException(
                $"The key check of this database was altered; {EncryptionKeys.Setting} cannot be trusted to fit."
            );
        }
    }

    private static byte[] Seal(EncryptionKeys keys) =>
        [.. Encoding.ASCII.GetBytes(keys.CurrentFingerprint), .. AesGcmBox.Seal(keys.Current, KnownText, KnownText)];
}
