using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>
/// The product's own ES256 tokens, verified once and then known by their hash; and the same promise that an ended sign-in
/// is refused within seconds, by one query every three seconds and sign-in.
/// </summary>
internal sealed class LimitAccess(NpgsqlDataSource database, LimitTokens tokens, string key)
{
    private const int KnownMilliseconds = 3_000;
    private const string Bearer = "Bearer ";

    private readonly ConcurrentDictionary<UInt128, Caller> known = new();
    private readonly ConcurrentDictionary<Guid, long> checkedUntil = new();
    private readonly ECDsa verifier = Verifier(key);

    /// <summary>The caller's tenant; null: 401.</summary>
    public async ValueTask<Guid?> TenantOfAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            return null;
        }

        if (header.AsSpan(Bearer.Length).StartsWith(LimitTokens.Prefix))
        {
            return await tokens.TenantOfAsync(request.HttpContext, header[Bearer.Length..]);
        }

        var caller = Find(header.AsSpan(Bearer.Length));
        if (caller is null || caller.ExpiresAt < TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())
        {
            return null;
        }

        var isFresh = checkedUntil.TryGetValue(caller.Family, out var until) && Environment.TickCount64 < until;

        return isFresh || await IsAliveAsync(caller) ? caller.Tenant : null;
    }

    private Caller? Find(ReadOnlySpan<char> token)
    {
        Span<byte> text = stackalloc byte[4_096];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (token.Length > text.Length)
        {
            return null;
        }

        var length = Encoding.Latin1.GetBytes(token, text);
        SHA256.HashData(text[..length], hash);
        var fingerprint = BitConverter.ToUInt128(hash);
        if (known.TryGetValue(fingerprint, out var caller))
        {
            return caller;
        }

        var signed = token.LastIndexOf('.');
        var payload = token[(token.IndexOf('.') + 1)..signed];
        var signature = Base64Url.DecodeFromChars(token[(signed + 1)..]);

        return verifier.VerifyData(text[..signed], signature, HashAlgorithmName.SHA256)
            ? known[fingerprint] = Caller.Read(Base64Url.DecodeFromChars(payload))
            : null;
    }

    private async ValueTask<bool> IsAliveAsync(Caller caller)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            """
            select 1 from identity.refresh_family f join bare.membership m on m.tenant_id = f.tenant_id and m.person_id = f.person_id
            where f.id = $1 and f.tenant_id = $2 and f.revoked_at is null
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caller.Family });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = caller.Tenant });
        var isAlive = await command.ExecuteScalarAsync() is not null;
        if (isAlive)
        {
            checkedUntil[caller.Family] = Environment.TickCount64 + KnownMilliseconds;
        }

        return isAlive;
    }

    private static ECDsa Verifier(string key)
    {
        var fresh = ECDsa.Create();
        fresh.ImportFromPem(key.Replace('|', '\n'));

        return fresh;
    }

    private sealed record Caller(Guid Tenant, Guid Family, long ExpiresAt)
    {
        public static Caller Read(byte[] payload)
        {
            using var claims = JsonDocument.Parse(payload);
            var root = claims.RootElement;

            return new(
                Guid.Parse(root.GetProperty("tid").GetString()!),
                Guid.Parse(root.GetProperty("fid").GetString()!),
                root.GetProperty("exp").GetInt64()
            );
        }
    }
}
