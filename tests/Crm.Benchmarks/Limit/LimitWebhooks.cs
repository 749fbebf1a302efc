using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>W3: signature checked, raw bytes stored once, answered after the commit.</summary>
internal sealed class LimitWebhooks(NpgsqlDataSource database, string secret)
{
    private const string Insert = """
        insert into bare.webhook_event (tenant_id, id, provider, status, dedupe_key, sealed_body, body_size, signature, source_address,
            received_at, due_at)
        values ($1, $2, 'tiktok', 'pending', $3, $4, $5, $6, $7, $8, $8)
        on conflict (tenant_id, provider, dedupe_key) where status <> 'quarantined' do nothing
        """;

    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);

    public async Task ReceiveAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request);
        var header = context.Request.Headers["TikTok-Signature"].ToString();
        if (!IsSigned(header, body))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Insert, connection);
        var to = command.Parameters;
        to.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Empty });
        to.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(now) });
        to.Add(new NpgsqlParameter<byte[]> { TypedValue = SHA256.HashData(body) });
        to.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
        to.Add(new NpgsqlParameter<int> { TypedValue = body.Length });
        to.Add(new NpgsqlParameter<string> { TypedValue = header });
        to.Add(new NpgsqlParameter<string> { TypedValue = context.Connection.RemoteIpAddress!.ToString() });
        to.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await command.ExecuteNonQueryAsync();

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 2;
        context.Response.BodyWriter.Write("{}"u8);
    }

    private bool IsSigned(string header, byte[] body)
    {
        var comma = header.IndexOf(',', StringComparison.Ordinal);
        if (comma < 3 || !header.AsSpan(comma).StartsWith(",s="))
        {
            return false;
        }

        var message = new byte[comma - 2 + 1 + body.Length];
        Encoding.ASCII.GetBytes(header.AsSpan(2, comma - 2), message);
        message[comma - 2] = (byte)'.';
        body.CopyTo(message.AsSpan(comma - 1));

        return CryptographicOperations.FixedTimeEquals(
            HMACSHA256.HashData(key, message),
            Convert.FromHexString(header.AsSpan(comma + 3))
        );
    }

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);

                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
