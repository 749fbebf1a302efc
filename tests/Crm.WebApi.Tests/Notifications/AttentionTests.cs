using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Notifications;

public sealed class AttentionTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Who_has_nothing_to_do_is_told_so() => (await ListAsync(owner.Client)).ShouldBeEmpty();

    [Fact]
    public async Task What_broke_comes_first_and_an_unused_key_last_each_in_the_callers_language()
    {
        using var token = await owner.Client.PostAsJsonAsync(
            "/api/v1/api-tokens",
            new { name = "Eski anahtar", permissions = ReadOnly }
        );
        token.IsSuccessStatusCode.ShouldBeTrue();
        using var account = await owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new { platform = "tiktok", name = "Ana hesap" }
        );
        account.IsSuccessStatusCode.ShouldBeTrue();
        await ExecuteAsync("update integrations.account set status = 'needs_reauth', status_reason = 'revoked'");
        server.Clock.Advance(TimeSpan.FromDays(31));
        using var later = await LogInAsync();
        later.DefaultRequestHeaders.AcceptLanguage.ParseAdd("tr");

        var items = await ListAsync(later);

        items.Select(item => item.GetProperty("kind").GetString()).ShouldBe(["connection_broken", "api_token_unused"]);
        items[0].GetProperty("cause").GetString().ShouldBe("revoked");
        items[0].GetProperty("action").GetString().ShouldBe("reconnect");
        items[0].GetProperty("urgency").GetString().ShouldBe("high");
        items[0].GetProperty("resource").GetProperty("name").GetString().ShouldBe("Ana hesap");
        items[0].GetProperty("text").GetString().ShouldBe("Ana hesap bağlantısı artık çalışmıyor. Yeniden bağlayın.");
        items[1].GetProperty("text").GetString()!.ShouldContain("Eski anahtar");
    }

    private static readonly string[] ReadOnly = ["read"];

    private static async Task<List<JsonElement>> ListAsync(HttpClient client)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/attention");

        return [.. answer.GetProperty("data").EnumerateArray()];
    }

    private async Task<HttpClient> LogInAsync()
    {
        var client = server.CreateClient();
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = owner.Email, password = World.Password }
        );
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());

        return client;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"begin; set local role crm_app; set local crm.tenant = '{owner.TenantId}'; {sql}; commit",
            connection
        );
        await command.ExecuteNonQueryAsync();
    }
}
