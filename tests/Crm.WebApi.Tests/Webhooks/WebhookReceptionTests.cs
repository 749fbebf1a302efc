using System.Net;
using System.Text;
using Crm.Domain.Common;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class WebhookReceptionTests(InboxWorld world) : IClassFixture<InboxWorld>
{
    private const string Notice =
        """{"client_key":"ck_demo","event":"video.publish.completed","create_time":1767225600,"user_openid":"nobody","content":"{\"share_id\":\"NUMBER\"}"}""";

    [Fact]
    public async Task Verified_delivery_is_committed_sealed_and_answered_with_an_empty_object()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");

        using var answer = await world.PostLeadsAsync(Lead(1, "Ayşe-Gizli"), account.Key);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("{}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var stored = (await world.EventsAsync(tenant)).ShouldHaveSingleItem();
        stored.AccountId.ShouldBe(account.Id);
        (
            await world.QueryAsync(
                tenant,
                "select sealed_body from integrations.webhook_event",
                row => Encoding.Latin1.GetString((byte[])row[0])
            )
        ).ShouldAllBe(body => !body.Contains("Gizli", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Same_delivery_at_once_and_again_is_one_row()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");
        var body = Lead(2, "Ali");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.PostLeadsAsync(body, account.Key)));
        using var again = await world.PostLeadsAsync(body, account.Key);

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.EventsAsync(tenant)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("tiktok-leadgen", "X-Open-Signature", "{\"object\":1,\"n\":1}", "00", "signature_wrong")]
    [InlineData("tiktok-leadgen", "X-Open-Signature", "{\"object\":1,\"n\":2}", null, "signature_missing")]
    [InlineData("tiktok", "TikTok-Signature", "{\"event\":\"a\",\"n\":3}", "t=1,s=00", "signature_wrong")]
    [InlineData("tiktok", "TikTok-Signature", "{\"event\":\"a\",\"n\":4}", null, "signature_missing")]
    public async Task Refused_delivery_is_answered_the_same_and_quarantined(
        string hook,
        string header,
        string body,
        string? signature,
        string reason
    )
    {
        using var answer = await world.PostAsync(hook, accountKey: null, body, header, signature);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("{}");
        (await world.EventsAsync(TenantId.Platform.Value)).ShouldContain(stored =>
            stored.Status == "quarantined" && stored.Reason == reason && stored.BodySize == body.Length
        );
    }

    [Fact]
    public async Task Signed_body_that_is_not_json_is_quarantined_as_malformed()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");

        using var answer = await world.PostLeadsAsync("{\"object\":1,", account.Key);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.EventsAsync(tenant)).ShouldHaveSingleItem().Reason.ShouldBe("malformed");
    }

    [Fact]
    public async Task Forged_copy_does_not_shadow_the_real_delivery()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");
        var body = Lead(3, "Can");

        using var forged = await world.PostLeadsAsync(body, account.Key, secret: "another");
        using var real = await world.PostLeadsAsync(body, account.Key);

        (await world.EventsAsync(tenant)).Count(stored => stored.Status == "quarantined").ShouldBe(1);
        (await world.EventsAsync(tenant)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Unsigned_delivery_is_taken_only_at_the_address_of_an_account_that_takes_such()
    {
        var tenant = Guid.CreateVersion7();
        var strict = await world.AddAccountAsync(tenant, "tiktok_leads");
        var lenient = await world.AddAccountAsync(tenant, "tiktok_leads", acceptsUnsigned: true);

        using var refused = await world.PostLeadsAsync(Lead(4, "A"), strict.Key, secret: null);
        using var taken = await world.PostLeadsAsync(Lead(4, "A"), lenient.Key, secret: null);

        var stored = await world.EventsAsync(tenant);
        stored.Single(row => row.AccountId == strict.Id).Status.ShouldBe("quarantined");
        stored.Single(row => row.AccountId == lenient.Id).Status.ShouldNotBe("quarantined");
    }

    [Fact]
    public async Task Late_delivery_that_was_not_seen_before_is_taken_and_said_to_be_late()
    {
        var body = Notice.Replace("NUMBER", "late-1", StringComparison.Ordinal);

        using var answer = await world.PostNoticeAsync(body, world.Server.Clock.GetUtcNow().AddDays(-2));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.EventsAsync(TenantId.Platform.Value)).ShouldContain(stored =>
            stored.Reason == "late" && stored.Status != "quarantined"
        );
        world.Server.Logs.Lines.ShouldContain(line => line.Contains(": late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_account_key_and_hook_answer_404()
    {
        var tenant = Guid.CreateVersion7();
        var other = await world.AddAccountAsync(tenant, "tiktok");

        using var unknown = await world.PostLeadsAsync(Lead(5, "A"), "no-such-key");
        using var ofAnotherPlatform = await world.PostLeadsAsync(Lead(5, "A"), other.Key);
        using var hook = await world.PostAsync("no-such-hook", null, "{}", "X", null);

        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ofAnotherPlatform.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        hook.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Account_key_reaches_no_log_and_no_answer()
    {
        var account = await world.AddAccountAsync(Guid.CreateVersion7(), "tiktok_leads");
        const string Unknown = "unknown-key-aX91";

        using var taken = await world.PostLeadsAsync(Lead(6, "A"), account.Key);
        using var refused = await world.PostLeadsAsync(Lead(6, "A"), Unknown);

        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        var problem = await refused.Content.ReadAsStringAsync();
        problem.ShouldContain("/tiktok-leadgen/***");
        problem.ShouldNotContain(Unknown);
        world.Server.Logs.Lines.ShouldNotContain(line =>
            line.Contains(account.Key, StringComparison.Ordinal) || line.Contains(Unknown, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(4 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData((4 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Bodies_are_taken_up_to_four_mebibytes(int size, HttpStatusCode status)
    {
        var account = await world.AddAccountAsync(Guid.CreateVersion7(), "tiktok_leads");
        var empty = "{\"object\":2,\"a\":\"\"}";

        using var answer = await world.PostLeadsAsync(
            empty.Insert(empty.Length - 2, new string('x', size - empty.Length)),
            account.Key
        );

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Copy_in_quarantine_is_cut()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");

        using var answer = await world.PostLeadsAsync(new string('x', 300_000), account.Key, secret: "wrong");

        (await world.EventsAsync(tenant)).ShouldHaveSingleItem().BodySize.ShouldBe(300_000);
        (
            await world.QueryAsync(
                tenant,
                "select length(sealed_body) from integrations.webhook_event",
                row => row.GetInt32(0)
            )
        )
            .ShouldHaveSingleItem()
            .ShouldBeInRange(256 * 1024, (256 * 1024) + 100);
    }

    [Fact]
    public async Task Opening_the_address_in_a_browser_is_harmless()
    {
        using var client = world.Server.CreateClient();

        using var answer = await client.GetAsync(new Uri("/api/integrations/webhooks/tiktok", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Lead(int id, string name) =>
        $$"""{"object":1,"entry":[{"id":{{id}},"advertiser_id":99,"changes":[{"field":"name","value":"{{name}}"}]}]}""";
}
