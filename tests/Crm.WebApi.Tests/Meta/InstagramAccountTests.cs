using System.Net;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Meta;

public sealed class InstagramAccountTests(MetaWorld world) : IClassFixture<MetaWorld>, IAsyncLifetime
{
    private const int Day = 24 * 3600;

    private readonly PlatformWorld platform = world.Platform;

    public Task InitializeAsync() => platform.UseNewCompanyAsync();

    public async Task DisposeAsync()
    {
        await world.ForgetFaultsAsync();
        await platform.SimPutAsync("/sim/instagram/settings", new { tokenInData = false });
    }

    [Fact]
    public async Task A_token_of_instagrams_own_login_connects_with_its_followers()
    {
        var id = await ProfessionalAsync();

        var account = await platform.CreatedAsync("instagram", await KeysAsync(id));

        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        account.GetProperty("externalId").GetString().ShouldBe(id);
        account.GetProperty("username").GetString().ShouldBe("kafe_" + id);
        using var answer = await platform.Owner.Client.GetAsync(
            $"/api/integrations/accounts/{account.GetProperty("id").GetGuid()}/profile/"
        );
        (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("followerCount").GetInt64().ShouldBe(1234);
    }

    [Fact]
    public async Task A_token_of_facebooks_login_connects_the_account_of_its_page_whatever_it_begins_with()
    {
        var id = await ProfessionalAsync();
        var (pageId, _, userId) = await world.PageAsync();
        await platform.SimPutAsync($"/sim/meta/pages/{pageId}", new { instagramId = id });

        var account = await platform.CreatedAsync(
            "instagram",
            new
            {
                accessToken = await TokenAsync("page", pageId, value: "IG_like_" + pageId, userId: userId),
                businessAccountId = id,
            }
        );

        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        account.GetProperty("externalId").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_consent_connects_for_sixty_days(bool tokenInData)
    {
        var accountId = await ProfessionalAsync();
        await platform.SimPutAsync("/sim/instagram/settings", new { tokenInData });
        var id = (await platform.CreatedAsync("instagram")).GetProperty("id").GetGuid();

        var end = await platform.ConsentAsync(id, "instagram", new { allow = true, subjectId = accountId });

        end.ShouldBe($"http://127.0.0.1:3000/integrations?connected=true&account_id={id}");
        var account = await platform.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe(accountId);
        account.GetProperty("scopes").GetArrayLength().ShouldBe(2);
        var expires = account.GetProperty("health").GetProperty("accessTokenExpiresAt").GetDateTimeOffset();
        (expires - world.Server.Clock.GetUtcNow()).TotalDays.ShouldBe(60, tolerance: 0.1);
    }

    [Fact]
    public async Task What_is_wrong_with_an_account_is_said_in_words_of_three_languages()
    {
        var personal = await AccountAsync("PERSONAL");
        var other = await ProfessionalAsync();
        var mine = await ProfessionalAsync();

        var refused = await platform.CreatedAsync("instagram", await KeysAsync(personal));
        var wrong = await platform.CreatedAsync("instagram", await KeysAsync(mine, typed: other));

        Message(refused).ShouldContain("personal account");
        Message(wrong).ShouldContain("another account");
        foreach (var (language, words) in new[] { ("tr", "kişisel bir hesap"), ("ar", "حساب شخصي") })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                $"/api/integrations/accounts/{refused.GetProperty("id").GetGuid()}/test/"
            );
            request.Headers.AcceptLanguage.ParseAdd(language);
            using var answer = await platform.Owner.Client.SendAsync(request);
            JsonDocument
                .Parse(await answer.Content.ReadAsStringAsync())
                .RootElement.GetProperty("detail")
                .GetString()!
                .ShouldContain(words);
        }
    }

    [Fact]
    public async Task A_token_is_extended_once_it_is_a_day_old_and_a_lost_answer_is_asked_for_again()
    {
        var id = await ProfessionalAsync();
        var old = Kept(await TokenAsync("instagram", id, ageSeconds: 2 * Day, expiresInSeconds: 10 * Day));
        var young = Kept(await TokenAsync("instagram", id, expiresInSeconds: 60 * Day));
        var dead = Kept(await TokenAsync("instagram", id, ageSeconds: 2 * Day, expiresInSeconds: 0));
        var refresher = world
            .Server.Services.GetServices<ITokenRefresher>()
            .Single(one => one.Descriptor.Key == "instagram");

        var extended = (await refresher.RefreshAsync(old, default)).ShouldBeOfType<RefreshOutcome.Renewed>().Tokens;
        var same = (await refresher.RefreshAsync(young, default)).ShouldBeOfType<RefreshOutcome.Renewed>().Tokens;
        (await refresher.RefreshAsync(dead, default)).ShouldBeOfType<RefreshOutcome.Refused>();
        await platform.FaultAsync("instagram", "reset_after", times: 1);
        (await refresher.RefreshAsync(old, default)).ShouldBeOfType<RefreshOutcome.Postponed>();
        (await refresher.RefreshAsync(old, default)).ShouldBeOfType<RefreshOutcome.Renewed>();

        extended.AccessToken.Reveal().ShouldNotBe(old.Reveal());
        extended.RefreshToken!.Reveal().ShouldBe(extended.AccessToken.Reveal());
        extended.AccessLifetime!.Value.TotalDays.ShouldBe(60, tolerance: 0.1);
        same.AccessToken.Reveal().ShouldBe(young.Reveal());
    }

    [Fact]
    public async Task Comments_stand_in_the_log_of_their_owner_and_own_ones_do_not()
    {
        var id = await ProfessionalAsync();
        var account = await platform.CreatedAsync("instagram", await KeysAsync(id));

        foreach (var (own, withoutChanges) in new[] { (false, true), (true, false), (false, false) })
        {
            await platform.SimPostAsync(
                "/sim/instagram/comments",
                new
                {
                    accountId = id,
                    text = "Çok güzel",
                    own,
                    withoutChanges,
                    target = world.SharedAddress,
                    appId = MetaWorld.AppId,
                }
            );
        }

        await Poll.UntilAsync(
            async () => (await CommentsAsync(account.GetProperty("id").GetGuid())) == 2,
            "both comments of others stand in the log"
        );
    }

    [Theory]
    [MemberData(nameof(MetaWorld.Troubles), MemberType = typeof(MetaWorld))]
    public async Task Every_trouble_of_instagram_has_its_code_and_stands_in_the_accounts_health(
        string fault,
        int? status,
        string code
    )
    {
        var (id, _, _) = await PastedAsync();
        await platform.FaultAsync("instagram", fault, status);

        await world.ShouldFailAsync(id, code);
    }

    [Fact]
    public async Task A_token_that_died_and_one_that_lost_its_permission_are_told_apart()
    {
        var (dead, deadToken, _) = await PastedAsync();
        await platform.SimPostAsync("/sim/meta/tokens/revoke", new { value = deadToken });
        var (narrowed, token, accountId) = await PastedAsync();
        await TokenAsync("instagram", accountId, value: token, scopes: ["instagram_business_manage_comments"]);

        await world.ShouldFailAsync(dead, "authentication_failed");
        await world.ShouldFailAsync(narrowed, "permission_denied");
    }

    private async Task<(Guid Id, string Token, string AccountId)> PastedAsync()
    {
        var accountId = await ProfessionalAsync();
        var token = await TokenAsync("instagram", accountId);
        var account = await platform.CreatedAsync(
            "instagram",
            new { accessToken = token, businessAccountId = accountId }
        );

        return (account.GetProperty("id").GetGuid(), token, accountId);
    }

    private static string Message(JsonElement account) =>
        account.GetProperty("health").GetProperty("lastError").GetProperty("message").GetString()!;

    /// <summary>As the product keeps it.</summary>
    private static Secret Kept(string token) =>
        new($$"""{"Value":"{{token}}","IsOfInstagram":true,"IsByConsent":false}""");

    private Task<string> ProfessionalAsync() => AccountAsync("BUSINESS");

    private async Task<string> AccountAsync(string accountType)
    {
        var id = "17841" + world.NewId();
        await platform.SimPutAsync(
            $"/sim/instagram/accounts/{id}",
            new
            {
                appScopedId = world.NewId(),
                username = "kafe_" + id,
                name = "Kafe",
                accountType,
            }
        );

        return id;
    }

    private async Task<string> TokenAsync(
        string kind,
        string subjectId,
        string? value = null,
        string? userId = null,
        string[]? scopes = null,
        int? expiresInSeconds = null,
        int ageSeconds = 0
    ) => (
            await platform.SimPostAsync(
                "/sim/meta/tokens",
                new
                {
                    kind,
                    subjectId,
                    userId,
                    scopes,
                    value,
                    expiresInSeconds,
                    ageSeconds,
                    appId = MetaWorld.AppId,
                }
            )
        ).GetProperty("accessToken").GetString()!;

    private async Task<object> KeysAsync(string accountId, string? typed = null) =>
        new { accessToken = await TokenAsync("instagram", accountId), businessAccountId = typed ?? accountId };

    private async Task<int> CommentsAsync(Guid id)
    {
        using var answer = await platform.Owner.Client.GetAsync($"/api/integrations/accounts/{id}/logs/");
        var lines = (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray();

        return lines.Count(line => line.GetProperty("action").GetString() == "comments");
    }
}
