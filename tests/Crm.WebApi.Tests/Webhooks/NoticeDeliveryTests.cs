using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class NoticeDeliveryTests : IAsyncLifetime
{
    private const string OpenId = "open-id-1";

    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    private readonly InboxWorld world = new();
    private readonly Guid tenant = Guid.CreateVersion7();

    public async Task InitializeAsync()
    {
        await world.StartAsync(("CRM_INBOX_LEASE_SECONDS", $"{Lease.TotalSeconds:0}"));
        await world.AddAccountAsync(tenant, "tiktok", acceptsUnsigned: false, OpenId);
    }

    public Task DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("video.publish.completed", "ok")]
    [InlineData("video.upload.failed", "failed")]
    public async Task Video_events_are_one_line_each_in_the_integration_log(string type, string outcome)
    {
        var body = Body(type, world.Server.Clock.GetUtcNow(), """{\"share_id\":\"share-1\"}""");
        var spaced = body.Replace(",", ", ", StringComparison.Ordinal);

        await DeliverAsync(body, spaced, body);

        (
            await world.QueryAsync(
                tenant,
                "select action, outcome, provider_request_id from integrations.log_entry",
                row => (row.GetString(0), row.GetString(1), row.GetString(2))
            )
        ).ShouldBe([(type, outcome, "share-1")]);
    }

    [Fact]
    public async Task Withdrawal_with_a_dead_token_disconnects()
    {
        world.Provider.Refusal = "authentication_failed";

        await DeliverAsync(Removed(world.Server.Clock.GetUtcNow()));

        (await StatusAsync()).ShouldBe("disconnected");
        (await world.CountAsync(tenant, "integrations.proven_id")).ShouldBe(0);
        (await world.CountAsync(tenant, "integrations.log_entry")).ShouldBe(1);
    }

    [Fact]
    public async Task Withdrawal_older_than_the_connection_is_ignored_without_asking()
    {
        world.Provider.Refusal = "authentication_failed";

        await DeliverAsync(Removed(world.Server.Clock.GetUtcNow().AddMinutes(-5)));

        (await StatusAsync()).ShouldBe("connected");
        world.Provider.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Withdrawal_is_ignored_while_the_token_lives()
    {
        await DeliverAsync(Removed(world.Server.Clock.GetUtcNow()));

        (await StatusAsync()).ShouldBe("connected");
        world.Provider.Asked.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, "connected")]
    [InlineData(false, "disconnected")]
    public async Task Withdrawal_met_by_a_missing_scope_is_decided_by_the_refresh_token(bool renews, string status)
    {
        world.Provider.Refusal = "permission_denied";
        world.Provider.Renews = renews;
        await world.ExecuteAsync(
            tenant,
            "update integrations.token_grant set refresh_due_at = obtained_at + interval '1 hour'"
        );

        await DeliverAsync(Removed(world.Server.Clock.GetUtcNow()));

        (await StatusAsync()).ShouldBe(status);
    }

    [Fact]
    public async Task Withdrawal_leaves_a_consent_given_while_it_was_checked()
    {
        world.Provider.Refusal = "authentication_failed";
        world.Provider.Meanwhile = () =>
            world.ExecuteAsync(
                tenant,
                "update integrations.account set connected_at = connected_at + interval '5 seconds'"
            );

        await DeliverAsync(Removed(world.Server.Clock.GetUtcNow()));

        (await StatusAsync()).ShouldNotBe("disconnected");
        (await world.CountAsync(tenant, "integrations.proven_id")).ShouldBe(1);
    }

    [Theory]
    [InlineData("invalid_client")]
    [InlineData("integration_not_configured")]
    public async Task Withdrawal_waits_while_the_provider_does_not_know_our_app(string word)
    {
        world.Provider.PutsOff = word;
        await world.ExecuteAsync(
            tenant,
            "update integrations.token_grant set access_expires_at = obtained_at, refresh_due_at = obtained_at"
        );

        using var answer = await world.PostNoticeAsync(Removed(world.Server.Clock.GetUtcNow()));
        await Poll.UntilAsync(
            async () => (await world.EventsAsync(tenant)) is [{ Status: "pending", Reason: "provider_unavailable" }],
            "no failed attempt"
        );

        (await StatusAsync()).ShouldBe("connected");
    }

    [Fact]
    public async Task Withdrawal_that_cannot_be_checked_waits_until_it_can()
    {
        world.Provider.Refusal = "provider_unavailable";
        using var answer = await world.PostNoticeAsync(Removed(world.Server.Clock.GetUtcNow()));
        await Poll.UntilAsync(
            async () => (await world.EventsAsync(tenant)) is [{ Status: "pending", Reason: "provider_unavailable" }],
            "no failed attempt"
        );
        (await StatusAsync()).ShouldBe("connected");

        world.Provider.Refusal = "authentication_failed";
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.UntilProcessedAsync(tenant);

        (await StatusAsync()).ShouldBe("disconnected");
    }

    [Fact]
    public async Task What_can_never_be_checked_is_parked_after_the_last_try()
    {
        world.Provider.Refusal = "provider_unavailable";
        using var answer = await world.PostNoticeAsync(Removed(world.Server.Clock.GetUtcNow()));

        await Poll.UntilAsync(
            async () =>
            {
                await AdvanceToNextTryAsync();
                return (await world.EventsAsync(tenant)) is [{ Status: "parked" }];
            },
            "it was not parked"
        );

        world.Provider.Asked.ShouldBe(8);
    }

    [Fact]
    public async Task Withdrawal_outlasts_an_outage_of_any_length_whose_provider_says_when_to_ask_again()
    {
        world.Provider.Refusal = "provider_unavailable";
        world.Provider.RetryAfter = TimeSpan.FromSeconds(30);
        using var answer = await world.PostNoticeAsync(Removed(world.Server.Clock.GetUtcNow()));
        await Poll.UntilAsync(
            async () =>
            {
                await AdvanceToNextTryAsync();
                return world.Provider.Asked > 10 || (await world.EventsAsync(tenant)) is [{ Status: "parked" }];
            },
            "it was not tried again"
        );
        (await world.EventsAsync(tenant)).ShouldHaveSingleItem().Reason.ShouldBe("provider_unavailable");

        (world.Provider.Refusal, world.Provider.RetryAfter) = ("authentication_failed", null);
        await Poll.UntilAsync(
            async () =>
            {
                await AdvanceToNextTryAsync();
                return (await world.EventsAsync(tenant)) is not [{ Status: "pending" }];
            },
            "it stayed pending"
        );

        (await StatusAsync()).ShouldBe("disconnected");
    }

    private async Task DeliverAsync(params string[] bodies)
    {
        foreach (var body in bodies)
        {
            using var answer = await world.PostNoticeAsync(body);
        }

        await world.UntilProcessedAsync(tenant);
    }

    /// <summary>Not while it is leased: the lease would seem to have ended.</summary>
    private async Task AdvanceToNextTryAsync()
    {
        var due = await world.QueryAsync(
            tenant,
            "select due_at from integrations.webhook_event where due_at is not null",
            row => row.GetFieldValue<DateTimeOffset>(0)
        );
        var pause = due.Select(at => at - world.Server.Clock.GetUtcNow()).SingleOrDefault();
        if (pause > TimeSpan.Zero && pause < Lease - TimeSpan.FromMinutes(1))
        {
            world.Server.Clock.Advance(pause);
        }
    }

    private async Task<string> StatusAsync() =>
        (await world.QueryAsync(tenant, "select status from integrations.account", row => row.GetString(0)))[0];

    private static string Removed(DateTimeOffset at) => Body("authorization.removed", at, """{\"reason\":1}""");

    private static string Body(string type, DateTimeOffset at, string content) =>
        $$"""{"client_key":"ck_demo","event":"{{type}}","create_time":{{at.ToUnixTimeSeconds()}},"user_openid":"{{OpenId}}","content":"{{content}}"}""";
}
