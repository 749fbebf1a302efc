using System.Diagnostics;
using Crm.TestKit;

namespace Crm.Drills.Inbox;

/// <summary>
/// Signed lead deliveries, many at a time and some of them twice, while the server and its PostgreSQL are killed again and
/// again. At the end every acknowledged form must have had exactly one effect.
/// </summary>
internal sealed class InboxDrill : IAsyncDisposable
{
    private const string Secret = "app_secret_demo";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly InboxDrillOptions options;
    private readonly Func<string, Task> say;
    private DrillPostgres postgres = null!;
    private ServerProcess server = null!;
    private DrillBooks books = null!;
    private LeadSender sender = null!;
    private DrillTenant[] tenants = [];

    private InboxDrill(InboxDrillOptions options, Func<string, Task> say)
    {
        this.options = options;
        this.say = say;
    }

    public static async Task<InboxDrillReport> RunAsync(InboxDrillOptions options, Func<string, Task> say)
    {
        await using var drill = new InboxDrill(options, say);
        await drill.PrepareAsync();

        return await drill.LiveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        sender?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        if (books is not null)
        {
            await books.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }

    private async Task PrepareAsync()
    {
        postgres = await DrillPostgres.StartAsync();
        server = await ServerProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["CRM_DATABASE_URL"] = postgres.ConnectionString,
                ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
                ["TIKTOK_BUSINESS_APP_SECRET"] = Secret,
                // What a killed server had taken is waited for; a minute would be most of the drill.
                ["CRM_INBOX_LEASE_SECONDS"] = "5",
                ["Logging__LogLevel__Default"] = "Warning",
            }
        );
        books = new(postgres.ConnectionString);
        tenants =
        [
            await books.AddTenantAsync("7000000000000000001", TimeProvider.System.GetUtcNow()),
            await books.AddTenantAsync("7000000000000000002", TimeProvider.System.GetUtcNow()),
        ];
        sender = new(server.Address, options.Parallel);
    }

    private async Task<InboxDrillReport> LiveAsync()
    {
        var deliveries = DrillDelivery.CreateAll(options.Webhooks, tenants[0], tenants[1], Secret);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sender.SendAllAsync(deliveries), DisturbAsync(deliveries.Count));
        var seconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await Poll.UntilAsync(
            async () => await books.CountPendingAsync([.. tenants.Select(tenant => tenant.Id)]) == 0,
            Patience,
            "The inbox does not become empty."
        );
        var drained = watch.Elapsed.TotalSeconds;
        var (effects, faults) = await CheckAsync();
        if (faults.Count > 0)
        {
            await say(server.Output);
        }

        return new(
            sender.Sent,
            sender.Acknowledged,
            deliveries.Count - options.Webhooks,
            sender.Refused,
            sender.CutOff,
            options.Kills,
            options.DatabaseKills,
            seconds,
            sender.Acknowledged / seconds,
            drained,
            sender.LongestRefusal.TotalSeconds,
            await books.CountTakenAgainAsync([.. tenants.Select(tenant => tenant.Id)]),
            effects,
            [.. sender.Faults, .. SlowRefusal(), .. faults]
        );
    }

    /// <summary>Kills in the middle of a portion of the deliveries; the next portion meets the outage.</summary>
    private async Task DisturbAsync(int deliveries)
    {
        var total = options.Kills + options.DatabaseKills;
        var portion = deliveries / (total + 1);
        sender.Release(portion);
        for (var done = 0; done < total; done++)
        {
            var middle = (portion * done) + (portion / 2);
            await Poll.UntilAsync(() => sender.Acknowledged >= middle, Patience, "Nothing is acknowledged any more.");
            var next = done + 1 == total ? deliveries : portion * (done + 2);

            // Every so often it is the database's turn.
            if ((done + 1) * options.DatabaseKills / total > done * options.DatabaseKills / total)
            {
                await KillDatabaseAsync(next);
            }
            else
            {
                await KillServerAsync(next);
            }
        }
    }

    private async Task KillServerAsync(int next)
    {
        await server.KillAsync();
        await say($"server killed, {sender.Acknowledged} acknowledged");
        sender.Release(next);
        await server.RestartAsync();
    }

    /// <summary>Away until every sender was refused several times.</summary>
    private async Task KillDatabaseAsync(int next)
    {
        await postgres.KillAsync();
        await say($"PostgreSQL killed, {sender.Acknowledged} acknowledged");
        sender.Release(next);
        var enough = sender.Refused + (5 * options.Parallel);
        await Poll.UntilAsync(() => sender.Refused >= enough, TimeSpan.FromSeconds(60), "Nobody is refused.");
        await postgres.RestartAsync();
    }

    private IEnumerable<string> SlowRefusal() =>
        sender.LongestRefusal > InboxDrillReport.LongestAllowedRefusal
            ? [$"a 503 took {sender.LongestRefusal.TotalSeconds:0.00} s"]
            : [];

    private async Task<(int Effects, List<string> Faults)> CheckAsync()
    {
        var faults = new List<string>();
        var effects = 0;
        foreach (var tenant in tenants)
        {
            var kept = await books.ListSubmissionsAsync(tenant.Id);
            var byId = kept.ToLookup(submission => submission.EntryId, StringComparer.Ordinal);
            var (leads, announced) = await books.CountLeadsAsync(tenant.Id);
            effects += byId.Count;
            foreach (var entry in sender.AcknowledgedEntries.Keys.Where(entry => entry.Tenant == tenant))
            {
                switch (byId[entry.Id].ToList())
                {
                    case []:
                        faults.Add($"{entry.Id} was acknowledged and is lost");
                        break;
                    case [var only] when only.Phone != entry.Phone:
                        faults.Add($"{entry.Id} is with somebody else's lead");
                        break;
                    case { Count: > 1 }:
                        faults.Add($"{entry.Id} is there more than once");
                        break;
                }
            }

            if (leads != byId.Count || announced != leads)
            {
                faults.Add($"{byId.Count} forms, {leads} leads, {announced} announcements");
            }

            faults.AddRange(await books.ListGivenUpAsync(tenant.Id));
        }

        return (effects, faults);
    }
}
