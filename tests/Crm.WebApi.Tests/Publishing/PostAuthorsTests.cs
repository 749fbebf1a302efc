using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>In whose names an account may post, without spending what the platform lets itself be asked in a day.</summary>
public sealed class PostAuthorsTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;
    private Guid accountId;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        var name = Guid.CreateVersion7().ToString("N");
        await world.SimPutAsync(
            $"/sim/linkedin/apps/li_{name}",
            new { secret = "a_client_secret", redirectUris = (string[])[world.Callback("linkedin")] }
        );
        await world.SimPutAsync($"/sim/linkedin/tokens/token_{name}", new { clientId = $"li_{name}" });
        var account = await world.CreatedAsync(
            "linkedin",
            new
            {
                clientId = $"li_{name}",
                clientSecret = "a_client_secret",
                accessToken = $"token_{name}",
            }
        );
        accountId = account.GetProperty("id").GetGuid();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_platform_is_asked_once_in_a_quarter_of_an_hour()
    {
        var person = world.Owner;
        foreach (var time in (int[])[1, 1, 2])
        {
            person = await World.RefreshAsync(person, world.Server);
            using var answer = await person.Client.GetAsync($"/api/v1/posts/authors/{accountId}");

            var authors = (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data");
            authors[0].GetProperty("id").GetString()!.ShouldStartWith("urn:li:organization:");
            (await AskedAsync(person.Client)).ShouldBe(time);
            world.Server.Clock.Advance(TimeSpan.FromMinutes(8));
        }
    }

    [Fact]
    public async Task A_platform_without_others_names_none_and_an_account_of_others_is_not_there()
    {
        var shop = await XShop.OpenAsync(world);
        using var other = await world.Server.RegisterTenantAsync();

        using var none = await shop.Owner.Client.GetAsync($"/api/v1/posts/authors/{shop.AccountId}");
        using var foreign = await other.Client.GetAsync($"/api/v1/posts/authors/{accountId}");

        (await none.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").GetArrayLength().ShouldBe(0);
        (await foreign.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    private async Task<int> AskedAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/integrations/accounts/{accountId}/logs/"))
            .GetProperty("data")
            .EnumerateArray()
            .Count(line => line.GetProperty("action").GetString() == "list_authors");
}
