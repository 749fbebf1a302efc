namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>One server per data directory. The operating system lets go of the lock with the process, also after kill -9.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    public static DataDirectoryLock Acquire(ClusterLayout layout)
    {
        Directory.CreateDirectory(layout.DataDirectory);
        try
        {
            return new DataDirectoryLock(
                new FileStream(layout.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException exception)
            when (exception.Message.Contains("used by another process", StringComparison.Ordinal))
        {
            throw new StartupException(
                $"Another server is already running on CRM_DATA_DIR {layout.DataDirectory}: stop it, or set another CRM_DATA_DIR.",
                exception
            );
        }
    }

    public void Dispose() => file.Dispose();
}
