using System.Net;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class QuarantineTests
{
    [Fact]
    public async Task Full_quarantine_answers_503_and_keeps_out_no_verified_delivery()
    {
        await using var world = new DisposableWorld();
        await world.Inbox.StartAsync(("CRM_QUARANTINE_PER_SOURCE", "3"), ("CRM_QUARANTINE_PER_ADDRESS", "3"));
        var tenant = Guid.CreateVersion7();
        var account = await world.Inbox.AddAccountAsync(tenant, "tiktok_leads");
        var answers = new List<HttpResponseMessage>();
        for (var number = 0; number < 4; number++)
        {
            answers.Add(await world.Inbox.PostLeadsAsync($"{{\"object\":{number}}}", account.Key, "wrong"));
        }

        using var verified = await world.Inbox.PostLeadsAsync("{\"object\":9}", account.Key);
        using var elsewhere = await world.Inbox.PostLeadsAsync("{\"object\":9}", accountKey: null, "wrong");

        answers
            .Select(answer => answer.StatusCode)
            .ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
        answers[^1].Headers.RetryAfter.ShouldNotBeNull();
        verified.StatusCode.ShouldBe(HttpStatusCode.OK);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.Inbox.EventsAsync(tenant)).Count.ShouldBe(4);
    }
}
