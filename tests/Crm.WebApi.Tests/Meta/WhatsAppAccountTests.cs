using System.Net;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Meta;

public sealed class WhatsAppAccountTests(MetaWorld world) : IClassFixture<MetaWorld>, IAsyncLifetime
{
    private const string DemoBusiness = "1003000000000001";

    private readonly PlatformWorld platform = world.Platform;

    public Task InitializeAsync() => platform.UseNewCompanyAsync();

    public Task DisposeAsync() => world.ForgetFaultsAsync();

    [Fact]
    public async Task A_number_connects_by_its_id_and_shows_its_name()
    {
        var (number, _) = await NumberAsync();

        var account = await platform.CreatedAsync("whatsapp", await KeysAsync(number));

        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        account.GetProperty("externalId").GetString().ShouldBe(number);
        account.GetProperty("displayName").GetString().ShouldBe("Kafe");
        account.GetProperty("username").GetString().ShouldBe("+90 555 000 00 09");
        account.GetProperty("webhookUrl").GetString()!.ShouldContain("/webhooks/meta/");
        using var tested = await platform.PostAsync(account.GetProperty("id").GetGuid(), "test/");
        (await tested.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_wrong_with_a_number_is_said_in_words()
    {
        var (number, business) = await NumberAsync();
        var (unregistered, _) = await NumberAsync(isRegistered: false);

        (await ErrorAsync("+90 555 000 00 09".Replace(" ", "", StringComparison.Ordinal))).ShouldContain(
            "This is a phone number"
        );
        (await ErrorAsync("905550000009")).ShouldContain("sees no number");
        (await ErrorAsync(business)).ShouldContain("business account");
        (await ErrorAsync(unregistered)).ShouldContain("not registered");
        (await ErrorAsync(number, scopes: ["whatsapp_business_messaging"])).ShouldContain(
            "whatsapp_business_management"
        );
        (await ErrorAsync(number, expiresInSeconds: 0)).ShouldContain("expired");
    }

    [Fact]
    public async Task An_id_alone_gives_nothing_and_each_company_sees_its_own_messages()
    {
        var (number, _) = await NumberAsync();
        var mine = await platform.CreatedAsync("whatsapp", await KeysAsync(number));
        using var thief = await world.Server.RegisterTenantAsync();
        var typed = await platform.CreatedAsync(
            "whatsapp",
            new { phoneNumberId = number, accessToken = await SystemTokenAsync(businessId: "1003000000000077") },
            thief
        );

        await platform.SimPostAsync(
            "/sim/whatsapp/messages",
            new
            {
                numberId = number,
                text = "Merhaba Ayşe",
                target = world.SharedAddress,
                appId = MetaWorld.AppId,
            }
        );

        typed.GetProperty("status").GetString().ShouldBe("error");
        var id = mine.GetProperty("id").GetGuid();
        await Poll.UntilAsync(
            async () => (await LogAsync(id)).Contains("message.text", StringComparison.Ordinal),
            "the message stands in the log"
        );
        (await LogAsync(id)).ShouldNotContain("Merhaba");
        (await world.EventsAsync("provider=whatsapp")).GetArrayLength().ShouldBe(1);
        (await world.EventsAsync("limit=10", thief)).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_was_written_anew_does_not_verify()
    {
        var (number, _) = await NumberAsync();
        var account = await platform.CreatedAsync("whatsapp", await KeysAsync(number));
        var address =
            world.Server.Address.AbsoluteUri
            + new Uri(account.GetProperty("webhookUrl").GetString()!).AbsolutePath.TrimStart('/');

        await platform.SimPostAsync(
            "/sim/whatsapp/messages",
            new
            {
                numberId = number,
                text = "Ayşe",
                target = address,
                appId = MetaWorld.AppId,
                signature = "wrong",
            }
        );

        (await world.EventsAsync("status=quarantined")).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(MetaWorld.Troubles), MemberType = typeof(MetaWorld))]
    public async Task Every_trouble_of_whatsapp_has_its_code_and_stands_in_the_accounts_health(
        string fault,
        int? status,
        string code
    )
    {
        var (id, _) = await PastedAsync();
        await platform.FaultAsync("whatsapp", fault, status);

        await world.ShouldFailAsync(id, code);
    }

    [Fact]
    public async Task A_number_whose_token_died_asks_for_its_person()
    {
        var (id, token) = await PastedAsync();
        await platform.SimPostAsync("/sim/meta/tokens/revoke", new { value = token });

        await world.ShouldFailAsync(id, "authentication_failed");
    }

    private async Task<(Guid Id, string Token)> PastedAsync()
    {
        var (number, _) = await NumberAsync();
        var token = await SystemTokenAsync();
        var account = await platform.CreatedAsync("whatsapp", new { phoneNumberId = number, accessToken = token });

        return (account.GetProperty("id").GetGuid(), token);
    }

    private async Task<(string Number, string Business)> NumberAsync(bool isRegistered = true)
    {
        var (number, business) = (world.NewId(), world.NewId());
        await platform.SimPutAsync(
            $"/sim/whatsapp/accounts/{business}",
            new { name = "Kafe", businessId = DemoBusiness }
        );
        await platform.SimPutAsync(
            $"/sim/whatsapp/numbers/{number}",
            new
            {
                accountId = business,
                displayPhoneNumber = "+90 555 000 00 09",
                verifiedName = "Kafe",
                isRegistered,
            }
        );

        return (number, business);
    }

    private async Task<string> SystemTokenAsync(
        string businessId = DemoBusiness,
        string[]? scopes = null,
        int? expiresInSeconds = null
    ) => (
            await platform.SimPostAsync(
                "/sim/meta/tokens",
                new
                {
                    kind = "systemUser",
                    scopes,
                    businessId,
                    expiresInSeconds,
                    appId = MetaWorld.AppId,
                }
            )
        ).GetProperty("accessToken").GetString()!;

    private async Task<object> KeysAsync(string phoneNumberId, string[]? scopes = null, int? expiresInSeconds = null) =>
        new { phoneNumberId, accessToken = await SystemTokenAsync(scopes: scopes, expiresInSeconds: expiresInSeconds) };

    private async Task<string> ErrorAsync(string phoneNumberId, string[]? scopes = null, int? expiresInSeconds = null)
    {
        var account = await platform.CreatedAsync("whatsapp", await KeysAsync(phoneNumberId, scopes, expiresInSeconds));
        account.GetProperty("status").GetString().ShouldBe("error");

        return account.GetProperty("health").GetProperty("lastError").GetProperty("message").GetString()!;
    }

    private async Task<string> LogAsync(Guid id)
    {
        using var answer = await platform.Owner.Client.GetAsync($"/api/integrations/accounts/{id}/logs/");

        return (await answer.ShouldBeAsync(HttpStatusCode.OK)).ToString();
    }
}
