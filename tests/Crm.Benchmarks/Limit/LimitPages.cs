using System.Text.Json;
using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>W2 and W5: fifty leads of a tenant, newest first, by venue and status or by a part of their text.</summary>
internal sealed class LimitPages(NpgsqlDataSource database, LimitAccess access)
{
    private const int Limit = 50;

    private const string ByVenue =
        $"select {LeadJson.Columns} from bare.lead where tenant_id = $1 and venue_id = $2 and status = $3 order by created_at desc, id desc limit 51";

    // strpos and not LIKE: in a tenant of a thousand leads the trigram index would be a detour.
    private const string ByText =
        $"select {LeadJson.Columns} from bare.lead where tenant_id = $1 and strpos(search_text, $2) > 0 order by created_at desc, id desc limit 51";

    public async Task ReadAsync(HttpContext context)
    {
        if (await access.TenantOfAsync(context.Request) is not { } tenant)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var query = context.Request.Query;
        await using var connection = await database.OpenConnectionAsync();
        await using var command = query.TryGetValue("q", out var text)
            ? new NpgsqlCommand(ByText, connection)
            : new NpgsqlCommand(ByVenue, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        if (text.Count > 0)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text.ToString().ToLowerInvariant() });
        }
        else
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(query["venueId"]!) });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = query["status"].ToString() });
        }

        await using var reader = await command.ExecuteReaderAsync();
        await WriteAsync(context, reader);
    }

    private static async Task WriteAsync(HttpContext context, NpgsqlDataReader reader)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("data");
        string? next = null;
        DateTime createdAt = default;
        Guid id = default;
        for (var count = 0; await reader.ReadAsync(); count++)
        {
            if (count == Limit)
            {
                next = Convert.ToBase64String([.. BitConverter.GetBytes(createdAt.Ticks), .. id.ToByteArray()]);
                break;
            }

            LeadJson.Write(json, reader);
            (id, createdAt) = (reader.GetGuid(0), reader.GetDateTime(13));
        }

        json.WriteEndArray();
        json.WriteString("nextCursor", next);
        json.WriteEndObject();
    }
}
