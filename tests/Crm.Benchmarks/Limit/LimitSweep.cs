using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>W6: leases by the batch, calls, and stores by the batch; sealed with one key.</summary>
internal sealed class LimitSweep(NpgsqlDataSource database, string provider) : IDisposable
{
    private const int Batch = 512;
    private const int Lanes = 2;

    private const string Lease = """
        update bare.token_grant g set leased_until = $1, attempt_started_at = $2, attempts = attempts + 1
        from (select tenant_id, account_id from bare.token_grant
              where refresh_due_at <= $2 and (leased_until is null or leased_until <= $2)
              order by refresh_due_at limit $3 for update skip locked) due
        where g.tenant_id = due.tenant_id and g.account_id = due.account_id
        returning g.tenant_id, g.account_id, g.version, g.sealed_refresh_token
        """;

    private const string Store = """
        update bare.token_grant g set version = g.version + 1, sealed_access_token = s.access, sealed_refresh_token = s.refresh,
            access_expires_at = s.ends, refresh_expires_at = s.refresh_ends, refresh_due_at = s.due, obtained_at = $8,
            leased_until = null, attempt_started_at = null, attempts = 0
        from unnest($1, $2, $3, $4, $5, $6, $7, $9) s(tenant_id, account_id, version, access, refresh, ends, due, refresh_ends)
        where g.tenant_id = s.tenant_id and g.account_id = s.account_id and g.version = s.version
        """;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 });
    private readonly Uri address = new(provider + "/v2/oauth/token/");

    /// <summary>A key of the limit's own; its rows are sealed with it before they are swept.</summary>
    public static byte[] Key { get; } = SHA256.HashData("limit"u8);

    public async Task RunAsync(HttpContext context)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => SweepAsync()));
        await context.Response.WriteAsync(counts.Sum().ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose() => http.Dispose();

    public static byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var box = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        using var cipher = new AesGcm(Key, 16);
        cipher.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(28), box.AsSpan(12, 16));

        return box;
    }

    private async Task<int> SweepAsync()
    {
        var count = 0;
        while (await LeaseAsync() is { Count: > 0 } grants)
        {
            await StoreAsync(grants, await Task.WhenAll(grants.Select(CallAsync)));
            count += grants.Count;
        }

        return count;
    }

    private async Task<List<Grant>> LeaseAsync()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Lease, connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.AddSeconds(15) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        await using var reader = await command.ExecuteReaderAsync();
        var grants = new List<Grant>(Batch);
        while (await reader.ReadAsync())
        {
            grants.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3)));
        }

        return grants;
    }

    private async Task<Pair> CallAsync(Grant grant)
    {
        var token = Encoding.UTF8.GetString(Open(grant.Sealed));
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(
            Encoding.UTF8.GetBytes(
                "client_key=k&client_secret=s&grant_type=refresh_token&refresh_token=" + Uri.EscapeDataString(token)
            )
        );
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var response = await http.SendAsync(request, CancellationToken.None);
        await using var body = await response.Content.ReadAsStreamAsync();
        using var answer = await JsonDocument.ParseAsync(body);
        var root = answer.RootElement;

        return new(
            Seal(Encoding.UTF8.GetBytes(root.GetProperty("access_token").GetString()!)),
            Seal(Encoding.UTF8.GetBytes(root.GetProperty("refresh_token").GetString()!)),
            root.GetProperty("expires_in").GetInt32(),
            root.GetProperty("refresh_expires_in").GetInt32()
        );
    }

    private async Task StoreAsync(List<Grant> grants, Pair[] pairs)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Store, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. grants.Select(grant => grant.Tenant)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. grants.Select(grant => grant.Account)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. grants.Select(grant => grant.Version)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. pairs.Select(pair => pair.Access)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. pairs.Select(pair => pair.Refresh)] });
        command.Parameters.Add(Times(pairs, pair => now.AddSeconds(pair.Ends)));
        command.Parameters.Add(Times(pairs, pair => now.AddSeconds(pair.Ends * 0.7)));
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(Times(pairs, pair => now.AddSeconds(pair.RefreshEnds)));
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter<DateTime[]> Times(Pair[] pairs, Func<Pair, DateTime> time) =>
        new() { TypedValue = [.. pairs.Select(time)] };

    private static byte[] Open(byte[] box)
    {
        var plain = new byte[box.Length - 28];
        using var cipher = new AesGcm(Key, 16);
        cipher.Decrypt(box.AsSpan(0, 12), box.AsSpan(28), box.AsSpan(12, 16), plain);

        return plain;
    }

    private sealed record Grant(Guid Tenant, Guid Account, int Version, byte[] Sealed);

    private sealed record Pair(byte[] Access, byte[] Refresh, int Ends, int RefreshEnds);
}
