using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>The ETag of an account changes with whatever the answer shows, and If-Match holds until the change is stored.</summary>
public sealed class AccountVersionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Accounts = "/api/integrations/accounts";

    private readonly TestServer server = shared.Server;

    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_change_of_a_version_that_another_is_just_changing_is_refused(string method)
    {
        using var owner = await server.RegisterTenantAsync();
        var (id, path) = await CreateAsync(owner);
        using var known = await owner.Client.GetAsync(path);
        await using var other = await OtherTransaction.BeginAsync(
            server,
            owner.TenantId,
            $"update integrations.account set name = 'Theirs' where id = '{id}'"
        );

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "PATCH" ? JsonContent.Create(new { name = "Ours" }) : null;
        request.Headers.IfMatch.Add(known.Headers.ETag!);
        var changing = owner.Client.SendAsync(request);
        await other.UntilSomebodyWaitsAsync();
        await other.CommitAsync();

        using var answer = await changing;
        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var account = await owner.Client.GetFromJsonAsync<JsonElement>(path);
        account.GetProperty("name").GetString().ShouldBe("Theirs");
    }

    [Theory]
    [InlineData("W/")]
    [InlineData("")]
    public async Task A_tag_that_is_weak_or_not_ours_matches_nothing(string prefix)
    {
        using var owner = await server.RegisterTenantAsync();
        var (_, path) = await CreateAsync(owner);
        using var known = await owner.Client.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.TryAddWithoutValidation(
            "If-Match",
            prefix.Length > 0 ? prefix + known.Headers.ETag : "unquoted"
        );

        using var answer = await owner.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_change_answers_the_tag_of_what_it_has_stored()
    {
        using var owner = await server.RegisterTenantAsync();
        var (_, path) = await CreateAsync(owner);

        using var renamed = await owner.Client.PatchAsJsonAsync(path, new { name = "Another" });

        (await IsKnownAsync(owner.Client, path, renamed.Headers.ETag!)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_renewed_pair_is_news()
    {
        using var owner = await server.RegisterTenantAsync();
        var (id, path) = await CreateAsync(owner);
        using var known = await owner.Client.GetAsync(path);

        await OtherTransaction.CommitAsync(
            server,
            owner.TenantId,
            $"""
            insert into integrations.token_grant
                (tenant_id, account_id, platform, version, sealed_access_token, access_expires_at, obtained_at)
            values ('{owner.TenantId}', '{id}', 'tiktok_leads', 1, 'x', '2026-11-20T12:00:00Z', '2026-11-20T10:00:00Z')
            """
        );

        (await IsKnownAsync(owner.Client, path, known.Headers.ETag!)).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_language_is_news()
    {
        using var owner = await server.RegisterTenantAsync();
        var (id, path) = await CreateAsync(owner);
        await OtherTransaction.CommitAsync(
            server,
            owner.TenantId,
            $"""
            update integrations.account
            set last_error_code = 'provider_unavailable', last_error_at = '2026-11-20T10:00:00Z' where id = '{id}'
            """
        );
        using var known = await owner.Client.GetAsync(path);

        owner.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("tr");

        (await IsKnownAsync(owner.Client, path, known.Headers.ETag!)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_may_see_less_is_not_told_that_nothing_changed()
    {
        using var owner = await server.RegisterTenantAsync();
        var (_, path) = await CreateAsync(owner);
        using var known = await owner.Client.GetAsync(path);
        (await known.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("webhookUrl")
            .ValueKind.ShouldBe(JsonValueKind.String);
        await OtherTransaction.CommitAsync(server, owner.TenantId, "update tenancy.membership set role = 'viewer'");
        using var viewer = await server.ClientForAsync(owner);

        (await IsKnownAsync(viewer, path, known.Headers.ETag!)).ShouldBeFalse();
    }

    private static async Task<(Guid Id, string Path)> CreateAsync(SignedIn owner)
    {
        using var created = await owner.Client.PostAsJsonAsync(
            Accounts,
            new { platform = "tiktok_leads", name = "Shop" }
        );
        var id = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        return (id, $"{Accounts}/{id}");
    }

    private static async Task<bool> IsKnownAsync(HttpClient client, string path, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await client.SendAsync(request);

        return answer.StatusCode is HttpStatusCode.NotModified;
    }
}
