using Crm.Infrastructure;
using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.WebApi.CommandLine;

/// <summary>
/// <c>postgres --data-dir DIR [--bin DIR] [--temporary] [--non-durable]</c>: runs the embedded database alone, prints its connection
/// string and stops when its input ends or a signal comes, so that it cannot outlive the script that started it.
/// </summary>
public static class PostgresCommand
{
    public const string Verb = "postgres";

    public static async Task<int> RunAsync(string[] args)
    {
        using var signals = new ShutdownSignals();
        try
        {
            await using var server = await EmbeddedPostgresServer.StartAsync(
                Parse(args),
                NullLogger.Instance,
                signals.Token
            );
            await Console.Out.WriteLineAsync(server.ConnectionString);
            await Console.Out.FlushAsync();
            await Task.WhenAny(EndOfInputAsync(), Task.Delay(Timeout.Infinite, signals.Token));
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static EmbeddedPostgresOptions Parse(string[] args) =>
        new()
        {
            DataDirectory = ValueOf(args, "--data-dir") ?? throw new StartupException("postgres needs --data-dir DIR."),
            BinariesDirectory =
                ValueOf(args, "--bin")
                ?? Environment.GetEnvironmentVariable("CRM_POSTGRES_BIN")
                ?? EmbeddedPostgresOptions.DefaultBinariesDirectory,
            Temporary = args.Contains("--temporary", StringComparer.Ordinal),
            NonDurable = args.Contains("--non-durable", StringComparer.Ordinal),
        };

    private static string? ValueOf(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    // Console input blocks its thread, and a blocked pool thread would be missed by the rest of the process.
    private static Task EndOfInputAsync() =>
        Task.Factory.StartNew(
            () =>
            {
                while (Console.In.ReadLine() is not null) { }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
