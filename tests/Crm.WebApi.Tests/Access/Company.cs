using System.Globalization;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Npgsql;

namespace Crm.WebApi.Tests.Access;

/// <summary>A tenant whose people, venues and tokens a test chooses.</summary>
internal sealed record Company(TestServer Server, Guid TenantId)
{
    public static async Task<Company> FoundAsync(TestServer server)
    {
        using var founder = await server.RegisterTenantAsync();

        return new(server, founder.TenantId);
    }

    /// <summary>A new person in that place, signed in.</summary>
    /// <param name="venueIds">The venues that the person is limited to; null: to none in particular.</param>
    public async Task<HttpClient> JoinAsync(string role, Guid[]? venueIds = null)
    {
        using var person = await Server.RegisterTenantAsync();
        await ExecuteAsync(
            """
            insert into tenancy.membership (tenant_id, person_id, role, venue_ids, created_at)
            values (@tenant::uuid, @person, @role, @venues, @now)
            """,
            new NpgsqlParameter("person", person.UserId),
            new NpgsqlParameter("role", role),
            new NpgsqlParameter("venues", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid)
            {
                Value = (object?)venueIds ?? DBNull.Value,
            },
            new NpgsqlParameter("now", Server.Clock.GetUtcNow())
        );
        using var client = Server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new
            {
                email = person.Email,
                password = World.Password,
                tenantId = TenantId,
            }
        );
        var answer = await response.ShouldBeAsync(System.Net.HttpStatusCode.OK);

        return Bearer(answer.GetProperty("accessToken").GetString()!);
    }

    public async Task<Guid> AddVenueAsync()
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            """
            insert into venues.venue (tenant_id, id, name, created_at, updated_at)
            values (@tenant::uuid, @id, 'Venue', @now, @now)
            """,
            new NpgsqlParameter("id", id),
            new NpgsqlParameter("now", Server.Clock.GetUtcNow())
        );

        return id;
    }

    /// <summary>A new token, made by <paramref name="admin"/>, with the levels up to <paramref name="permission"/>.</summary>
    public async Task<(Guid Id, HttpClient Client)> AddTokenAsync(
        HttpClient admin,
        string permission,
        Guid[]? venueIds = null,
        DateTimeOffset? expiresAt = null,
        string[]? allowedIps = null
    )
    {
        string[] levels = ["read", "write", "delete"];
        using var response = await admin.PostAsJsonAsync(
            "/api/v1/api-tokens",
            new
            {
                name = $"Token to {permission}",
                permissions = levels[..(Array.IndexOf(levels, permission) + 1)],
                venueIds,
                expiresAt = expiresAt?.ToString("O", CultureInfo.InvariantCulture),
                allowedIps,
            }
        );
        var created = await response.ShouldBeAsync(System.Net.HttpStatusCode.Created);

        return (created.GetProperty("id").GetGuid(), Bearer(created.GetProperty("token").GetString()!));
    }

    public Task EndSubscriptionAsync() =>
        ExecuteAsync("update tenancy.subscription set status = 'canceled' where tenant_id = @tenant::uuid");

    public HttpClient Bearer(string token)
    {
        var client = Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        return client;
    }

    /// <param name="sql">One statement, run as the server would run it: as this tenant.</param>
    private async Task ExecuteAsync(string sql, params NpgsqlParameter[] values)
    {
        await using var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            begin;
            select set_config('role', 'crm_app', true), set_config('crm.tenant', @tenant, true);
            {sql};
            commit
            """,
            connection
        );
        command.Parameters.AddWithValue("tenant", TenantId.ToString());
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync();
    }
}
