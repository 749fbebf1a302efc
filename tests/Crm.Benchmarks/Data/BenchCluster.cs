using Crm.Benchmarks.Measuring;
using Crm.TestKit;
using Npgsql;

namespace Crm.Benchmarks.Data;

/// <summary>The embedded PostgreSQL with its defaults (fsync and synchronous commit on), kept between runs.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly ChildProcess process;

    private BenchCluster(ChildProcess process, string connectionString, int postmaster)
    {
        this.process = process;
        ConnectionString = connectionString;
        Postmaster = postmaster;
    }

    public string ConnectionString { get; }

    public int Postmaster { get; }

    public static async Task<BenchCluster> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var postgres = ChildProcess.Start(
            "Crm.WebApi",
            ["postgres", "--data-dir", folder],
            new Dictionary<string, string?>()
        );
        await Poll.UntilAsync(
            () => postgres.HasExited || postgres.Output.Contains("Host=", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            "PostgreSQL did not start."
        );
        if (postgres.HasExited)
        {
            throw new InvalidOperationException(postgres.Output);
        }

        var connectionString = postgres.Output.Trim();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var backend = (int)(await source.ScalarAsync("select pg_backend_pid()"))!;

        return new(postgres, connectionString, CpuTime.ParentOf(backend));
    }

    /// <returns>The connection string of a database of this name, and whether it is new.</returns>
    public async Task<(string ConnectionString, bool IsNew)> DatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        var isNew = await source.ScalarAsync($"select 1 from pg_database where datname = '{name}'") is null;
        if (isNew)
        {
            await source.RunAsync($"create database {name}");
        }

        var own = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name };

        return (own.ConnectionString, isNew);
    }

    public async Task DropAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await source.RunAsync($"drop database if exists {name} with (force)");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
