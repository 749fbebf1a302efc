namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>initdb and pg_ctl, run as a user PostgreSQL accepts: it refuses root.</summary>
internal sealed class PostgresTools(string binariesDirectory, bool dropPrivileges)
{
    /// <summary>The user and group "nobody" of every Linux.</summary>
    public const string UnprivilegedId = "65534";

    public Task<CommandResult> RunAsync(
        string tool,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var program = Path.Combine(binariesDirectory, tool);
        return dropPrivileges
            ? SystemCommand.RunAsync(
                "setpriv",
                [
                    $"--reuid={UnprivilegedId}",
                    $"--regid={UnprivilegedId}",
                    "--clear-groups",
                    "--no-new-privs",
                    program,
                    .. arguments,
                ],
                cancellationToken
            )
            : SystemCommand.RunAsync(program, arguments, cancellationToken);
    }
}
