using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class SessionsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task A_person_sees_their_own_sign_ins()
    {
        using var owner = await server.RegisterTenantAsync();
        using var stranger = await server.RegisterTenantAsync();
        using var phone = server.CreateClient();
        phone.DefaultRequestHeaders.UserAgent.ParseAdd("CrmPhone/1.0 (Test)");
        using var loggedIn = await phone.LogInAsync(owner.Email, World.Password);
        await loggedIn.ShouldBeAsync(HttpStatusCode.OK);

        var sessions = await ListAsync(owner);

        sessions.Count.ShouldBe(2);
        // Both began at the same moment of a clock that stands still: which comes first is not said.
        var other = sessions.Single(session => !session.GetProperty("current").GetBoolean());
        other.GetProperty("device").GetString().ShouldBe("CrmPhone/1.0 (Test)");
        other.GetProperty("address").GetString().ShouldBe("127.0.0.1");
        (await ListAsync(stranger)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_is_ended_from_another_and_is_gone()
    {
        using var owner = await server.RegisterTenantAsync();
        using var client = server.CreateClient();
        using var loggedIn = await client.LogInAsync(owner.Email, World.Password);
        var tokens = await loggedIn.ShouldBeAsync(HttpStatusCode.OK);
        var other = (await ListAsync(owner)).Single(session => !session.GetProperty("current").GetBoolean());
        var id = other.GetProperty("id").GetGuid();

        using var ended = await owner.Client.DeleteAsync($"/api/v1/auth/sessions/{id}");
        using var again = await owner.Client.DeleteAsync($"/api/v1/auth/sessions/{id}");

        await ended.ShouldBeAsync(HttpStatusCode.NoContent);
        await again.ShouldBeAsync(HttpStatusCode.NotFound);
        await server.ShouldEndAsync(tokens.GetProperty("accessToken").GetString()!);
        using var refreshed = await client.RefreshAsync(tokens.GetProperty("refreshToken").GetString()!);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
        (await ListAsync(owner)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_persons_is_as_one_that_does_not_exist()
    {
        using var owner = await server.RegisterTenantAsync();
        using var stranger = await server.RegisterTenantAsync();
        var id = (await ListAsync(stranger))[0].GetProperty("id").GetGuid();

        using var foreign = await owner.Client.DeleteAsync($"/api/v1/auth/sessions/{id}");

        await foreign.ShouldBeAsync(HttpStatusCode.NotFound);
        (await ListAsync(stranger)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_sign_in_goes_on_in_another_tenant()
    {
        using var owner = await server.RegisterTenantAsync();
        using var other = await server.RegisterTenantAsync();
        await JoinAsync(other.TenantId, owner.UserId);

        using var response = await owner.Client.PostAsJsonAsync(
            "/api/v1/auth/switch-tenant",
            new { tenantId = other.TenantId }
        );

        var tokens = await response.ShouldBeAsync(HttpStatusCode.OK);
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());
        var me = await client.GetFromJsonAsync<JsonElement>("/api/v1/auth/me");
        me.GetProperty("tenant").GetProperty("id").GetGuid().ShouldBe(other.TenantId);
        me.GetProperty("memberships").GetArrayLength().ShouldBe(2);
        await server.ShouldEndAsync(owner.AccessToken);
        await client.RefreshedAsync(tokens.GetProperty("refreshToken").GetString()!);
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/auth/sessions"))
            .GetProperty("data")
            .GetArrayLength()
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_tenant_that_is_not_ones_own_cannot_be_entered()
    {
        using var owner = await server.RegisterTenantAsync();
        using var other = await server.RegisterTenantAsync();

        using var response = await owner.Client.PostAsJsonAsync(
            "/api/v1/auth/switch-tenant",
            new { tenantId = other.TenantId }
        );

        (await response.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        await owner.Client.RefreshedAsync(owner.RefreshToken);
    }

    [Fact]
    public async Task In_the_cookie_form_the_new_refresh_token_travels_in_the_cookie()
    {
        using var owner = await server.RegisterTenantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/switch-tenant")
        {
            Content = JsonContent.Create(new { tenantId = owner.TenantId }),
        };
        request.Headers.Add("X-Auth-Mode", "cookie");

        using var response = await owner.Client.SendAsync(request);

        (await response.ShouldBeAsync(HttpStatusCode.OK)).TryGetProperty("refreshToken", out _).ShouldBeFalse();
        response.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("crm_refresh=crmr_");
    }

    private static async Task<List<JsonElement>> ListAsync(SignedIn person)
    {
        var answer = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/auth/sessions");

        return [.. answer.GetProperty("data").EnumerateArray()];
    }

    private async Task JoinAsync(Guid tenantId, Guid personId)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            begin;
            alter table tenancy.membership disable row level security;
            insert into tenancy.membership (tenant_id, person_id, role, created_at)
            values ('{tenantId}', '{personId}', 'member', '2026-11-22T09:00:00Z');
            alter table tenancy.membership enable row level security;
            commit;
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
    }
}
