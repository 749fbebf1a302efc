using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Benchmarks.Limit;

/// <summary>W1: one statement that looks for the same person and adds the lead.</summary>
internal sealed class LimitLeads(NpgsqlDataSource database, LimitAccess access)
{
    private const string Insert = """
        insert into bare.lead (tenant_id, id, full_name, email, normalized_email, phone, phone_raw, status, source, venue_id, tags,
            first_touch, last_touch, search_text, created_at, updated_at)
        select $1, $2, $3, $4, $5, $6, $7, 'new', $8, $9, $10, $11, $11, $12, $13, $13
        where not exists (select from bare.lead where tenant_id = $1 and normalized_email = $5)
            and not exists (select from bare.lead where tenant_id = $1 and phone = $6)
        """;

    private const string InsertAndAnswer =
        "with added as ("
        + Insert
        + """
             and not exists (select from bare.idempotency_record where tenant_id = $1 and key_hash = $14) returning 1)
            insert into bare.idempotency_record (tenant_id, key_hash, body_hash, status, answer, resource_id, created_at)
            select $1, $14, $15, 201, $16, $2, $13 from added
            """;

    public async Task CreateAsync(HttpContext context)
    {
        if (await access.TenantOfAsync(context.Request) is not { } tenant)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var lead = await JsonSerializer.DeserializeAsync(context.Request.Body, LimitJson.Default.NewLead);
        if (lead is not { FullName.Length: > 0, Email: { } email, Phone: { } phone } || !email.Contains('@'))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var row = new LeadRow(tenant, lead, TimeProvider.System.GetUtcNow());
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (await (key.Length == 0 ? InsertAsync(row) : InsertAsync(row, key)) == 0)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = "/api/v1/leads/" + row.Id;
        LeadJson.Write(context, row);
    }

    private async Task<int> InsertAsync(LeadRow row)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Insert, connection);
        Bind(command.Parameters, row);

        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>With the answer, which a repetition would get again.</summary>
    private async Task<int> InsertAsync(LeadRow row, string key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(InsertAndAnswer, connection);
        Bind(command.Parameters, row);
        var keyHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Tenant} POST /api/v1/leads {key}"));
        var body = JsonSerializer.SerializeToUtf8Bytes(row.Lead, LimitJson.Default.NewLead);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = keyHash });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = SHA256.HashData(body) });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = LeadJson.Write(row) });

        return await command.ExecuteNonQueryAsync();
    }

    private static void Bind(NpgsqlParameterCollection to, LeadRow row)
    {
        to.Add(new NpgsqlParameter<Guid> { TypedValue = row.Tenant });
        to.Add(new NpgsqlParameter<Guid> { TypedValue = row.Id });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.Lead.FullName });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.Lead.Email });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.NormalizedEmail });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.Phone });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.Lead.Phone });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.Lead.Source });
        to.Add(new NpgsqlParameter<Guid> { TypedValue = row.Lead.VenueId });
        to.Add(new NpgsqlParameter<string[]> { TypedValue = row.Lead.Tags });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.Touch, NpgsqlDbType = NpgsqlDbType.Jsonb });
        to.Add(new NpgsqlParameter<string> { TypedValue = row.SearchText });
        to.Add(new NpgsqlParameter<DateTime> { TypedValue = row.CreatedAt.UtcDateTime });
    }
}

internal sealed record NewLead(string FullName, string Email, string Phone, string Source, Guid VenueId, string[] Tags);

internal sealed record LeadRow(Guid Tenant, NewLead Lead, DateTimeOffset CreatedAt)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public string NormalizedEmail { get; } = Lead.Email.ToLowerInvariant();

    public string Phone { get; } = string.Concat("+90", Lead.Phone.AsSpan(1));

    public string Touch { get; } = $$"""{"at":"{{CreatedAt:O}}","source":"{{Lead.Source}}"}""";

    public string SearchText =>
        string.Concat(Lead.FullName.ToLowerInvariant(), "\n", NormalizedEmail, "\n" + Phone[1..] + "\n" + Lead.Phone);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewLead))]
internal sealed partial class LimitJson : JsonSerializerContext;
