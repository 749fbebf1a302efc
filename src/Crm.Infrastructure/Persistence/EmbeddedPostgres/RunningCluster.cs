namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>The database that a server runs in its data directory, for a command beside it: nothing is started, and nothing stopped.</summary>
internal static class RunningCluster
{
    public static bool Exists(string dataDirectory) => LayoutOf(dataDirectory).ClusterExists;

    /// <returns>As <see cref="EmbeddedPostgresServer.ConnectionString"/>; null: none runs there.</returns>
    public static async Task<string?> FindAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var layout = LayoutOf(dataDirectory);

        return await PostmasterFile.FindRunningAsync(layout, cancellationToken) is { Port: > 0 } running
            ? ClusterAccounts.ConnectionString(
                running.Port,
                ClusterAccounts.Name,
                await File.ReadAllTextAsync(ClusterSecrets.LoginFile(layout), cancellationToken),
                ClusterAccounts.Name
            )
            : null;
    }

    private static ClusterLayout LayoutOf(string dataDirectory) =>
        new(new() { DataDirectory = dataDirectory, BinariesDirectory = "" });
}
