using System.Security.Cryptography;
using System.Text;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>Where everything lives. As root the cluster moves under /var/tmp, whose parents an unprivileged user may pass.</summary>
internal sealed class ClusterLayout
{
    public ClusterLayout(EmbeddedPostgresOptions options)
    {
        DataDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataDirectory));
        Secrets = Path.Combine(DataDirectory, "postgres");
        AsRoot = Environment.IsPrivilegedProcess;
        RootHome = Path.Combine("/var/tmp", $"crm-{Hash(DataDirectory)}");
        Home = AsRoot ? Path.Combine(RootHome, "postgres") : Secrets;
    }

    public string DataDirectory { get; }

    /// <summary>Passwords and port, beside the other things the server generates.</summary>
    public string Secrets { get; }

    public bool AsRoot { get; }

    public string RootHome { get; }

    /// <summary>Owned by the user PostgreSQL runs as.</summary>
    public string Home { get; }

    public string Cluster => Path.Combine(Home, "cluster");

    public string UnfinishedCluster => Path.Combine(Home, "cluster.unfinished");

    public string Log => Path.Combine(Home, "postgres.log");

    public string PortFile => Path.Combine(Secrets, "port");

    public string LockFile => Path.Combine(DataDirectory, "lock");

    public bool ClusterExists => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
