using System.Diagnostics;
using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Startup;

public sealed class EmbeddedPostgresOutageTests : IAsyncLifetime
{
    private readonly EmbeddedPostgresOptions options = new()
    {
        DataDirectory = Path.Combine(Path.GetTempPath(), $"crm-outage-{Guid.CreateVersion7():n}"),
        BinariesDirectory =
            Environment.GetEnvironmentVariable("CRM_POSTGRES_BIN") ?? EmbeddedPostgresOptions.DefaultBinariesDirectory,
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await using (
            await EmbeddedPostgresServer.StartAsync(
                options with
                {
                    Temporary = true,
                },
                Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
                CancellationToken.None
            )
        ) { }
    }

    [Fact]
    public async Task A_killed_PostgreSQL_is_started_again_and_the_server_becomes_ready()
    {
        await using var server = await ServerProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["CRM_DATA_DIR"] = options.DataDirectory,
                ["CRM_POSTGRES_BIN"] = options.BinariesDirectory,
                ["CRM_DATABASE_URL"] = null,
                ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
            }
        );
        var killed = (await FindAsync()).ShouldNotBeNull();
        using (var process = Process.GetProcessById(killed.ProcessId))
        {
            process.Kill();
        }

        await Poll.UntilAsync(
            async () => await FindAsync() is { State: "ready" } next && next.ProcessId != killed.ProcessId,
            "Nobody started PostgreSQL again."
        );
        await server.WaitUntilReadyAsync();

        (await FindAsync())!.Port.ShouldBe(killed.Port);
        server.HasExited.ShouldBeFalse();
        await Poll.UntilAsync(
            () => server.Output.Contains("PostgreSQL had ended and was started again", StringComparison.Ordinal),
            "nobody said so"
        );
    }

    private Task<PostmasterFile?> FindAsync() =>
        PostmasterFile.FindRunningAsync(new ClusterLayout(options), CancellationToken.None);
}
