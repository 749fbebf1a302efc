using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Crm.Benchmarks.Data;
using Crm.Benchmarks.Load;
using Crm.Benchmarks.Measuring;
using Crm.TestKit;

namespace Crm.Benchmarks.Workloads;

/// <summary>What a company whose provider hangs, and whose program asks on all the same, does to everybody else's lists.</summary>
internal sealed class NeighbourBench(BenchOptions options, BenchCluster cluster, BenchDatabase database)
{
    /// <summary>Five times what one caller may ask where limits are on.</summary>
    private const double CallsPerSecond = 50;

    private const string Pasted =
        """{"platform":"linkedin","name":"Neighbour","credentials":{"clientId":"bench","clientSecret":"bench","accessToken":"bench"}}""";

    private int refused;

    public async Task RunAsync(Report report, string token, HttpWorkload list)
    {
        Say.Line($"NEIGHBOUR lists beside a company whose provider hangs");
        using var hanging = new TcpListener(IPAddress.Loopback, 0);
        hanging.Start();
        var address = $"http://{hanging.LocalEndpoint}";
        await using var product = await ServerProcess.StartAsync(
            new Dictionary<string, string?>(ProductSettings.Web(database.ConnectionString), StringComparer.Ordinal)
            {
                ["LINKEDIN_API_BASE_URL"] = address,
                ["LINKEDIN_AUTH_BASE_URL"] = address,
                ["PROVIDER_TIMEOUT_SECONDS"] = "5",
            }
        );
        var test = await ConnectAsync(product.Address, token);
        using var readers = new Connections(product.Address);
        using var hammers = new Connections(product.Address, count: 50);
        var calm = new Side("calm", product.ProcessId, cluster.Postmaster);
        var beside = new Side("beside it", product.ProcessId, cluster.Postmaster);
        await ReadAsync(readers, list);
        for (var round = 0; round < 2 * options.Rounds; round++)
        {
            await calm.RunAsync(() => ReadAsync(readers, list));
            using var end = new CancellationTokenSource();
            var hammering = Task.WhenAll(hammers.All.Select(hammer => HammerAsync(hammer, test, end.Token)));
            await beside.RunAsync(() => ReadAsync(readers, list));
            await end.CancelAsync();
            await hammering;
        }

        var change = (beside.Percentile(0.99) / calm.Percentile(0.99)) - 1;
        report.Note(
            $"W2 beside a company whose provider hangs while its program asks {CallsPerSecond:0} times a second ({refused:#,0} calls refused): p50 {calm.Percentile(0.5):0.0} → {beside.Percentile(0.5):0.0} ms, p99 {calm.Percentile(0.99):0.0} → {beside.Percentile(0.99):0.0} ms, {change:+0.0%;-0.0%} (goal: less than 10 %); {calm.PerSecond:#,0} → {beside.PerSecond:#,0} lists a second."
        );
    }

    private async Task HammerAsync(LoadConnection hammer, ReadOnlyMemory<byte> test, CancellationToken end)
    {
        var pause = TimeSpan.FromSeconds(50 / CallsPerSecond);
        while (!end.IsCancellationRequested)
        {
            // Not all at the same moment.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), end)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var status = await hammer.SendAsync(test);
            if (status < 500)
            {
                throw new InvalidOperationException($"The provider should hang, but: {status} {hammer.Body()}");
            }

            Interlocked.Increment(ref refused);
        }
    }

    /// <returns>A call that asks the provider.</returns>
    private static async Task<ReadOnlyMemory<byte>> ConnectAsync(Uri server, string token)
    {
        using var connection = new LoadConnection(server);
        var header = $"Authorization: Bearer {token}\r\n";
        var status = await connection.SendAsync(HttpText.Post("/api/integrations/accounts/", header, Pasted));
        if (status != 201)
        {
            throw new InvalidOperationException(
                $"The account was not made: {status.ToString(CultureInfo.InvariantCulture)} {connection.Body()}"
            );
        }

        using var account = JsonDocument.Parse(connection.Json());
        var id = account.RootElement.GetProperty("id").GetString();

        return HttpText.Post($"/api/integrations/accounts/{id}/test/", header, "{}");
    }

    private Task<SliceResult> ReadAsync(Connections readers, HttpWorkload list) =>
        LoadSlice.RunAsync(readers.All, list.Next, list.Status, options.Slice);
}
