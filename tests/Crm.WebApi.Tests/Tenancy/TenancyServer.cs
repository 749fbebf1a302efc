using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

/// <summary>A server with a platform administrator, whose mails are kept.</summary>
public sealed class TenancyServer : IAsyncLifetime
{
    private static int people;

    public TestServer Server { get; private set; } = null!;

    public HttpClient PlatformAdmin { get; private set; } = null!;

    public RecordedMail Mail { get; } = new();

    public Task InitializeAsync() => StartAsync(_ => { });

    public async Task StartAsync(Action<IServiceCollection> services)
    {
        Server = await TestServer.StartAsync(
            services: registered =>
            {
                registered.RemoveAll<IMailQueue>().AddSingleton<IMailQueue>(Mail);
                services(registered);
            },
            settings: [.. World.PlatformAdmin]
        );
        PlatformAdmin = await Server.SignInPlatformAdminAsync();
    }

    public async Task DisposeAsync()
    {
        PlatformAdmin.Dispose();
        await Server.DisposeAsync();
    }

    public static string NewEmail() =>
        $"guest{Interlocked.Increment(ref people).ToString(CultureInfo.InvariantCulture)}@invited.example";

    /// <returns>The token of the mailed link.</returns>
    public async Task<string> InviteAsync(SignedIn inviter, string email, string role, string[]? venueIds = null)
    {
        using var answer = await inviter.Client.PostAsJsonAsync(
            "/api/v1/invitations",
            new
            {
                email,
                role,
                venueIds,
            }
        );
        await answer.ShouldBeAsync(HttpStatusCode.Created);

        return Mail.TokenTo(email);
    }

    public Task<HttpResponseMessage> AcceptAsync(string token, string? fullName, string? password) =>
        PostAsync(
            "/api/v1/invitations/accept",
            new
            {
                token,
                fullName,
                password,
            }
        );

    /// <summary>A new person who has accepted an invitation.</summary>
    public async Task<SignedIn> AddMemberAsync(SignedIn inviter, string role, string[]? venueIds = null)
    {
        var email = NewEmail();
        var token = await InviteAsync(inviter, email, role, venueIds);
        using var accepted = await AcceptAsync(token, "Ayşe Yılmaz", World.Password);

        return await SignedInAsync(await accepted.ShouldBeAsync(HttpStatusCode.OK), email);
    }

    public async Task<SignedIn> SignedInAsync(JsonElement tokens, string email)
    {
        var accessToken = tokens.GetProperty("accessToken").GetString()!;
        var client = Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await client.GetAsync("/api/v1/auth/me");
        var me = await answer.ShouldBeAsync(HttpStatusCode.OK);

        return new(
            client,
            me.GetProperty("tenant").GetProperty("id").GetGuid(),
            me.GetProperty("user").GetProperty("id").GetGuid(),
            email,
            accessToken,
            tokens.GetProperty("refreshToken").GetString()!
        );
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object body)
    {
        using var client = Server.CreateClient();

        return await client.PostAsJsonAsync(path, body);
    }

    public Task<HttpResponseMessage> BookAsync(Guid tenantId, object amount, string? reference = null) =>
        PlatformAdmin.PostAsJsonAsync(
            $"/api/v1/platform/tenants/{tenantId}/balance-entries",
            new
            {
                amount,
                description = "Test",
                reference,
            }
        );

    public async Task<Guid> AddVenueAsync(SignedIn owner, string externalId)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            owner.TenantId,
            $"""
            insert into venues.venue (tenant_id, id, name, external_id, created_at, updated_at)
            values ('{owner.TenantId}', '{id}', 'Lobi', '{externalId}', now(), now())
            """
        );

        return id;
    }

    /// <summary>Action, actor and what changed.</summary>
    /// <summary>As if the link of the mail had been followed.</summary>
    public async Task ConfirmAddressAsync(SignedIn person)
    {
        await using var connection = await OpenAsync(person.TenantId);
        await using var command = new NpgsqlCommand(
            "update identity.person set email_confirmed = true where id = $1",
            connection
        );
        command.Parameters.Add(new() { Value = person.UserId });
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<(string Action, Guid? Actor, string? After)>> AuditAsync(Guid tenantId)
    {
        await using var connection = await OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(
            // Every trail begins with the company itself.
            "select action, actor_id, after::text from tenancy.audit_event where action <> 'tenant.created' order by id",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<(string, Guid?, string?)>();
        while (await reader.ReadAsync())
        {
            events.Add(
                (
                    reader.GetString(0),
                    reader.IsDBNull(1) ? null : reader.GetGuid(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2)
                )
            );
        }

        return events;
    }

    public async Task ExecuteAsync(Guid tenantId, string sql)
    {
        await using var connection = await OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string?> ScalarAsync(Guid tenantId, string sql)
    {
        await using var connection = await OpenAsync(tenantId);
        await using var command = new NpgsqlCommand(sql, connection);

        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private async Task<NpgsqlConnection> OpenAsync(Guid tenantId)
    {
        var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var become = new NpgsqlCommand(
            $"select set_config('role', 'crm_app', false), set_config('crm.tenant', '{tenantId}', false)",
            connection
        );
        await become.ExecuteNonQueryAsync();

        return connection;
    }
}
