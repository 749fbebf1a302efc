namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

public sealed record EmbeddedPostgresOptions
{
    /// <summary>Where build/tools.sh puts the binaries: .tools/postgres/bin of the nearest parent folder that has it.</summary>
    public static string DefaultBinariesDirectory
    {
        get
        {
            var relative = Path.Combine(".tools", "postgres", "bin");
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, relative)))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder?.FullName ?? Directory.GetCurrentDirectory(), relative);
        }
    }

    /// <summary>CRM_DATA_DIR: holds the lock, the passwords and, unless started as root, the cluster.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>CRM_POSTGRES_BIN: the folder with initdb, pg_ctl and postgres.</summary>
    public required string BinariesDirectory { get; init; }

    /// <summary>A fixed port; without it a free one is chosen once and kept while it stays free.</summary>
    public int? Port { get; init; }

    /// <summary>Everything, the data directory included, is deleted on stop: for tests.</summary>
    public bool Temporary { get; init; }

    /// <summary>Nothing waits for the disk: a machine that loses its power loses the cluster, a killed process does not. For tests.</summary>
    public bool NonDurable { get; init; }
}
