using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>
/// API tokens by their hash. Kept for good, and asked once a second whether any was changed, so that a revoked one is refused as
/// soon as the product refuses it; their use is counted and written every five seconds.
/// </summary>
internal sealed class LimitTokens(NpgsqlDataSource database)
{
    public const string Prefix = "crm_";

    private const int LongestToken = 128;
    private const int KnownMilliseconds = 900;
    private const int FlushMilliseconds = 5_000;

    private readonly ConcurrentDictionary<UInt128, Guid> known = new();
    private readonly ConcurrentDictionary<(Guid Tenant, string Method, int Status), long> used = new();
    private long checkedUntil;
    private long flushAt = Environment.TickCount64 + FlushMilliseconds;

    public async ValueTask<Guid?> TenantOfAsync(HttpContext context, string token)
    {
        if (Fingerprint(token) is not { } hash)
        {
            return null;
        }

        var now = Environment.TickCount64;
        if (now >= Volatile.Read(ref checkedUntil))
        {
            await CheckAsync(now);
        }

        var fingerprint = BitConverter.ToUInt128(hash);
        if (!known.TryGetValue(fingerprint, out var tenant))
        {
            if (await FindAsync(hash) is not { } found)
            {
                return null;
            }

            known[fingerprint] = tenant = found;
        }

        context.Response.OnCompleted(() => CountAsync(context, tenant));

        return tenant;
    }

    private static byte[]? Fingerprint(string token)
    {
        Span<byte> text = stackalloc byte[LongestToken];

        return token.Length <= LongestToken ? SHA256.HashData(text[..Encoding.Latin1.GetBytes(token, text)]) : null;
    }

    private async Task CheckAsync(long now)
    {
        await using var command = database.CreateCommand(
            "select max(changed_at) > now() - interval '2 s' from bare.api_token"
        );
        if (await command.ExecuteScalarAsync() is true)
        {
            known.Clear();
        }

        Volatile.Write(ref checkedUntil, now + KnownMilliseconds);
    }

    private async Task<Guid?> FindAsync(byte[] hash)
    {
        await using var command = database.CreateCommand("select tenant_id from bare.api_token where hash = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });

        return (Guid?)await command.ExecuteScalarAsync();
    }

    private Task CountAsync(HttpContext context, Guid tenant)
    {
        used.AddOrUpdate(
            (tenant, context.Request.Method, context.Response.StatusCode / 100),
            1,
            (_, count) => count + 1
        );
        var due = Volatile.Read(ref flushAt);
        var now = Environment.TickCount64;

        return now >= due && Interlocked.CompareExchange(ref flushAt, now + FlushMilliseconds, due) == due
            ? FlushAsync()
            : Task.CompletedTask;
    }

    private async Task FlushAsync()
    {
        var counts = new List<((Guid Tenant, string Method, int Status) Key, long Count)>();
        foreach (var key in used.Keys)
        {
            if (used.TryRemove(key, out var count))
            {
                counts.Add((key, count));
            }
        }

        await using var command = database.CreateCommand(
            """
            insert into bare.token_usage as known select tenant, current_date, method, status, requests
            from unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[]) u(tenant, method, status, requests)
            on conflict (tenant_id, day, method, status) do update set requests = known.requests + excluded.requests
            """
        );
        command.Parameters.Add(new() { Value = counts.ConvertAll(count => count.Key.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = counts.ConvertAll(count => count.Key.Method).ToArray() });
        command.Parameters.Add(new() { Value = counts.ConvertAll(count => count.Key.Status).ToArray() });
        command.Parameters.Add(new() { Value = counts.ConvertAll(count => count.Count).ToArray() });
        await command.ExecuteNonQueryAsync();
    }
}
