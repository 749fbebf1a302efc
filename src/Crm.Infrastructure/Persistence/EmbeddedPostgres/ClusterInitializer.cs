using System.Runtime.Versioning;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>Makes a new cluster. It gets its name only when it is whole, so a crash in between leaves nothing half made.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ClusterInitializer
{
    // Case and sorting come from PostgreSQL itself; the character type from the system, because pg_trgm asks there
    // what a letter is: with plain C it drops every Arabic and Turkish one.
    private static readonly string[] CharacterTypes = ["C.UTF-8", "en_US.UTF-8", "C"];

    public static async Task InitializeAsync(
        ClusterLayout layout,
        PostgresTools tools,
        ClusterSecrets secrets,
        CancellationToken cancellationToken
    )
    {
        var passwordFile = Path.Combine(layout.Home, "initdb.password");
        try
        {
            ClusterSecrets.WriteOwnerOnly(passwordFile, secrets.SuperuserPassword);
            if (layout.AsRoot)
            {
                await ClusterHome.ChangeOwnerAsync(passwordFile, cancellationToken);
            }

            await RunInitdbAsync(layout, tools, passwordFile, cancellationToken);
            await File.AppendAllTextAsync(
                Path.Combine(layout.UnfinishedCluster, "postgresql.conf"),
                "\ninclude 'crm.conf'\n",
                cancellationToken
            );
            Directory.Move(layout.UnfinishedCluster, layout.Cluster);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static async Task RunInitdbAsync(
        ClusterLayout layout,
        PostgresTools tools,
        string passwordFile,
        CancellationToken cancellationToken
    )
    {
        var result = new CommandResult(1, string.Empty);
        foreach (var characterType in CharacterTypes)
        {
            DeleteUnfinished(layout);
            result = await tools.RunAsync(
                "initdb",
                [
                    $"--pgdata={layout.UnfinishedCluster}",
                    "--username=postgres",
                    $"--pwfile={passwordFile}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    $"--lc-ctype={characterType}",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                ],
                cancellationToken
            );
            if (!result.Output.Contains("invalid locale name", StringComparison.Ordinal))
            {
                break;
            }
        }

        if (result.ExitCode != 0)
        {
            DeleteUnfinished(layout);
            throw StartupFailures.FromOutput("The database could not be created", result.Output, layout);
        }
    }

    private static void DeleteUnfinished(ClusterLayout layout)
    {
        if (Directory.Exists(layout.UnfinishedCluster))
        {
            Directory.Delete(layout.UnfinishedCluster, recursive: true);
        }
    }
}
