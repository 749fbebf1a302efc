using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Leads;
using Npgsql;
using Shouldly;

namespace Crm.WebApi.Tests.Venues;

/// <summary>A tenant with two venues, its owner, and what tests about venues ask.</summary>
internal sealed class VenueWorld : IDisposable
{
    public const string Users = "/api/v1/hotspot-users";
    public const string LeadList = "/api/v1/leads";

    private VenueWorld(TestServer server, SignedIn owner)
    {
        Server = server;
        Owner = owner;
        AccessToken = owner.AccessToken;
    }

    public TestServer Server { get; }

    public SignedIn Owner { get; }

    public HttpClient Client => Owner.Client;

    public string AccessToken { get; private set; }

    public Guid First { get; private set; }

    public Guid Second { get; private set; }

    public static async Task<VenueWorld> CreateAsync(TestServer server)
    {
        var world = new VenueWorld(server, await server.RegisterTenantAsync());
        world.First = await world.AddVenueAsync("Lale Otel", "IST-1");
        world.Second = await world.AddVenueAsync("Yasemin Kafe", "RUH-1");

        return world;
    }

    public async Task<Guid> AddVenueAsync(string name, string? externalId = null) =>
        (await PostAsync("/api/v1/venues", new { name, externalId })).GetProperty("id").GetGuid();

    /// <summary>The owner from now on sees these venues only.</summary>
    public Task LimitOwnerToAsync(params Guid[] venues) => LimitAsync($"'{{{string.Join(',', venues)}}}'");

    public Task LiftLimitAsync() => LimitAsync("null");

    /// <summary>A sign-in of its own: what the server knows of the last one is a few seconds old.</summary>
    public async Task SignInAgainAsync()
    {
        AccessToken = await Server.TokenForAsync(Owner);
        Client.DefaultRequestHeaders.Authorization = new("Bearer", AccessToken);
    }

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await Client.GetAsync(path));

    public async Task<JsonElement> PostAsync(string path, object body) =>
        await JsonAsync(await Client.PostAsJsonAsync(path, body));

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Client.SendAsync(request);

        return response.StatusCode;
    }

    public async Task<List<string?>> NamesAsync(string path) =>
        [
            .. (await GetAsync(path))
                .GetProperty("data")
                .EnumerateArray()
                .Select(row => row.GetProperty("fullName").GetString()),
        ];

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await AsTenantAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);

        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>As the tables' owner, who may do everything to the rows of this tenant.</summary>
    public async Task ExecuteAsync(string sql)
    {
        var table = sql.Split(' ')[0] == "update" ? sql.Split(' ')[1] : sql.Split(' ')[2];
        await using var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            begin;
            create policy intruder on {table} to current_user using (true);
            create policy own on {table} as restrictive to current_user using (tenant_id = '{Owner.TenantId}');
            {sql};
            drop policy intruder on {table};
            drop policy own on {table};
            commit
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    public static object Consent(string at = "2026-11-20T10:00:00Z", bool granted = true) =>
        new
        {
            granted,
            at,
            ip = "203.0.113.7",
            text = "Kampanyalardan haberdar olmak istiyorum.",
        };

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(
                string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {body}")
            );

            return JsonDocument.Parse(body).RootElement.Clone();
        }
    }

    public void Dispose() => Owner.Dispose();

    private async Task LimitAsync(string venues)
    {
        await ExecuteAsync($"update tenancy.membership set venue_ids = {venues} where person_id = '{Owner.UserId}'");
        await SignInAgainAsync();
    }

    private async Task<NpgsqlConnection> AsTenantAsync()
    {
        var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var become = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{Owner.TenantId}', false)",
            connection
        );
        await become.ExecuteNonQueryAsync();

        return connection;
    }
}
