using Crm.TestKit;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Meta;

/// <summary>Who may deliver where: the platform's app at the shared address, a customer's at its own.</summary>
public sealed class MetaHookTests(MetaWorld world) : IClassFixture<MetaWorld>, IAsyncLifetime
{
    private readonly PlatformWorld platform = world.Platform;

    public Task InitializeAsync() => platform.UseNewCompanyAsync();

    public Task DisposeAsync() => world.ForgetFaultsAsync();

    [Fact]
    public async Task Who_is_not_asked_with_the_right_words_gets_no_echo()
    {
        var plain = await platform.CreatedAsync("meta_leads");
        var (pageId, _, userId) = await world.PageAsync();
        var own = await platform.CreatedAsync(
            "meta_leads",
            new
            {
                pageId,
                pageAccessToken = await world.TokenAsync("page", pageId, userId),
                verifyToken = "words_of_my_own",
            }
        );

        (await GreetAsync(world.SharedAddress, MetaWorld.VerifyToken)).ShouldBeEmpty();
        (await GreetAsync(world.AddressOf(plain), plain.GetProperty("webhookKey").GetString()!)).ShouldBeEmpty();
        (await GreetAsync(world.AddressOf(own), "words_of_my_own")).ShouldBeEmpty();
        (await GreetAsync(world.AddressOf(own), MetaWorld.VerifyToken)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("none")]
    [InlineData("sha1")]
    public async Task What_is_not_signed_by_the_right_secret_is_kept_apart_and_never_a_lead(string signature)
    {
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await world.ConnectedAsync(pageId, userId);
        var email = $"{signature}@example.com";

        await world.LeadAsync(
            new
            {
                formId,
                answers = MetaWorld.Answers(email),
                signature,
                target = world.AddressOf(account),
            }
        );

        await Poll.UntilAsync(
            async () =>
                (await world.EventsAsync("status=quarantined"))
                    .EnumerateArray()
                    .Any(happened =>
                        happened.GetProperty("accountId").GetGuid() == account.GetProperty("id").GetGuid()
                    ),
            "it is kept apart"
        );
        (await world.LeadsAsync()).EnumerateArray().ShouldNotContain(lead => MetaWorld.HasEmail(lead, email));
    }

    [Fact]
    public async Task A_customers_own_app_signs_with_its_own_secret_at_its_own_address_alone()
    {
        await world.PutAppAsync(MetaWorld.OwnAppId, MetaWorld.OwnSecret, world.SharedAddress);
        var (pageId, formId, userId) = await world.PageAsync();
        var account = await platform.CreatedAsync(
            "meta_leads",
            new
            {
                pageId,
                pageAccessToken = await world.TokenAsync("page", pageId, userId, MetaWorld.OwnAppId),
                appSecret = $"{MetaWorld.OwnSecret},the_one_before",
            }
        );
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());

        await SendAsync("own@example.com", MetaWorld.OwnAppId, world.AddressOf(account));
        await SendAsync("platforms@example.com", MetaWorld.AppId, world.AddressOf(account));
        await SendAsync("elsewhere@example.com", MetaWorld.OwnAppId, world.SharedAddress);

        await world.ArrivedAsync("own@example.com");
        await Poll.UntilAsync(
            async () =>
                (await world.EventsAsync("status=quarantined&provider=meta_leads"))
                    .EnumerateArray()
                    .Any(happened =>
                        happened.GetProperty("accountId").GetGuid() == account.GetProperty("id").GetGuid()
                    ),
            "the other app's is kept apart"
        );
        var leads = (await world.LeadsAsync()).ToString();
        leads.ShouldNotContain("platforms@example.com");
        leads.ShouldNotContain("elsewhere@example.com");

        Task SendAsync(string email, string appId, string target) =>
            world.LeadAsync(
                new
                {
                    formId,
                    answers = MetaWorld.Answers(email),
                    appId,
                    target,
                }
            );
    }

    private async Task<string> GreetAsync(string target, string verifyToken)
    {
        var report = await platform.SimPostAsync("/sim/meta/handshake", new { target, verifyToken });

        return string.Join("; ", report.GetProperty("problems").EnumerateArray());
    }
}
