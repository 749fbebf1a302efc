using System.Diagnostics;
using System.Net;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>An outage is told in two seconds.</summary>
[Trait("Category", "Alone")]
public sealed class DatabaseOutageTests
{
    private const string Body = """{"event":"portability.download.ready","create_time":1,"content":"{}"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Database_that_is_away_or_hangs_is_answered_503_within_two_seconds(bool hangs)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var wire = Wire.To(database.ConnectionString);
        await using var world = new DisposableWorld();
        await world.Inbox.StartAsync(("CRM_DATABASE_URL", wire.ConnectionString));
        // Compiled and connected, as a server is that meets an outage: the promise is about waiting, not about a first start.
        var sent = 1;
        await Poll.UntilAsync(
            async () =>
                (await FloodAsync(world.Inbox, from: sent += 100)).All(answer => answer.Status == HttpStatusCode.OK),
            "a flood that is taken whole"
        );

        wire.Break(hangs);
        var answers = await FloodAsync(world.Inbox, from: 100_000);
        // Before anything can fail: while the database is away the server does not stop, and this test would never end.
        wire.Mend();

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.HasRetryAfter);
        answers.Max(answer => answer.Elapsed).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await Poll.UntilAsync(
            async () =>
            {
                using var after = await world.Inbox.PostNoticeAsync(Body);
                return after.StatusCode == HttpStatusCode.OK;
            },
            "the inbox did not come back"
        );
    }

    private static Task<(HttpStatusCode Status, bool HasRetryAfter, TimeSpan Elapsed)[]> FloodAsync(
        InboxWorld inbox,
        int from
    ) =>
        Task.WhenAll(
            Enumerable
                .Range(from, 64)
                .Select(async number =>
                {
                    var waited = Stopwatch.StartNew();
                    var body = Body.Replace("\"create_time\":1", $"\"create_time\":{number}", StringComparison.Ordinal);
                    using var answer = await inbox.PostNoticeAsync(body);

                    return (answer.StatusCode, answer.Headers.RetryAfter is not null, waited.Elapsed);
                })
        );
}
