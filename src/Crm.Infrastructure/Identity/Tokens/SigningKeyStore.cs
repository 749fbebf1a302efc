using System.Security.Cryptography;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Identity.Tokens;

/// <summary>identity.signing_key: private keys lie there sealed by the platform's data key.</summary>
internal sealed class SigningKeyStore(NpgsqlDataSource database, IVault vault, TimeProvider time)
{
    /// <summary>After it the next key signs; the old one verifies until its last token has expired.</summary>
    public static readonly TimeSpan SignsFor = TimeSpan.FromDays(90);

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(7);

    private const string Read = """
        select id, sealed_private_key, created_at, verifies_until from identity.signing_key
        where verifies_until is null or verifies_until > $1
        order by created_at desc, id desc
        """;

    public async Task<IReadOnlyList<SigningKey>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, null);
        batch.Add(Read, Now());
        var keys = new List<SigningKey>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetString(0);
            var sealedKey = new SealedSecret(reader.GetFieldValue<byte[]>(1));
            var curve = ECDsa.Create();
            curve.ImportPkcs8PrivateKey(await vault.OpenBytesAsync(Name(id), sealedKey, cancellationToken), out _);
            var end = await reader.IsDBNullAsync(3, cancellationToken)
                ? null
                : reader.GetFieldValue<DateTimeOffset?>(3);
            keys.Add(new(id, reader.GetFieldValue<DateTimeOffset>(2), end, curve));
        }

        return keys;
    }

    /// <summary>Puts a new key in place unless another server has just done so.</summary>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Guid.CreateVersion7().ToString("n");
        var sealedKey = await vault.SealAsync(Name(id), curve.ExportPkcs8PrivateKey(), cancellationToken);
        var described = new SigningKey(id, time.GetUtcNow(), null, curve).Describe();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, null);
        batch.Add("select pg_advisory_xact_lock(hashtext('crm.signing_key'))");
        batch.Add(
            """
            insert into identity.signing_key (id, public_key, sealed_private_key, created_at)
            select $1, $2, $3, $4
            where not exists (select from identity.signing_key where retired_at is null and created_at > $5)
            """,
            new NpgsqlParameter<string> { TypedValue = id },
            new NpgsqlParameter
            {
                Value = JsonSerializer.Serialize(described, JsonSerializerOptions.Web),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
            new NpgsqlParameter<byte[]> { TypedValue = sealedKey.Bytes.ToArray() },
            Now(),
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - SignsFor).UtcDateTime }
        );
        batch.Add(
            """
            update identity.signing_key set retired_at = $1, verifies_until = $2
            where retired_at is null
                and created_at < (select max(created_at) from identity.signing_key where retired_at is null)
            """,
            Now(),
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() + AccessTokens.Lifetime * 2).UtcDateTime }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whatever they signed has long expired.</summary>
    public async Task DeleteEndedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, null);
        batch.Add(
            "delete from identity.signing_key where verifies_until < $1",
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - KeptAfterEnd).UtcDateTime }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SecretName Name(string id) => new(TenantId.Platform, Guid.Parse(id), "signing_key");

    private NpgsqlParameter<DateTime> Now() => new() { TypedValue = time.GetUtcNow().UtcDateTime };
}
