using Npgsql;

namespace Crm.TestKit;

/// <summary>The PostgreSQL all tests of this process share: the one in CRM_TEST_DATABASE_URL, else an embedded one.</summary>
internal static class TestCluster
{
    private static readonly AsyncOnce<string> Shared = new(FindAsync);

    public static Task<string> ConnectionStringAsync() => Shared.GetAsync();

    public static async Task<NpgsqlConnection> OpenAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(await ConnectionStringAsync()) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<string> FindAsync() =>
        Environment.GetEnvironmentVariable("CRM_TEST_DATABASE_URL") is { Length: > 0 } given
            ? given
            : await StartAsync();

    // In a process of its own, which stops and deletes the cluster when its input ends: also when this one is killed.
    private static async Task<string> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"crm-tests-{Guid.CreateVersion7():n}");
        string[] arguments = ["postgres", "--data-dir", folder, "--temporary", "--non-durable"];
        var process = ChildProcess.Start("Crm.WebApi", arguments, new Dictionary<string, string?>());
        await Poll.UntilAsync(
            () => process.HasExited || process.Output.Contains("Host=", StringComparison.Ordinal),
            "The embedded PostgreSQL did not start."
        );
        return process.HasExited
            ? throw new InvalidOperationException($"The embedded PostgreSQL did not start: {process.Output}")
            : process.Output.Trim();
    }
}
