using System.Net.Sockets;
using Npgsql;

namespace Crm.Infrastructure.Persistence;

/// <summary>Which exceptions mean that the database is away. Npgsql lets those of name resolution and sockets through bare.</summary>
internal static class DatabaseOutage
{
    public static bool IsOutage(Exception exception) =>
        exception switch
        {
            PostgresException refused => refused.IsTransient || IsEnding(refused.SqlState),
            NpgsqlException { IsTransient: true } => true,
            NpgsqlException { InnerException: { } cause } => IsOutage(cause),
            SocketException or TimeoutException or IOException => true,
            _ => false,
        };

    // 57P: the server is being stopped, has crashed, or starts. Class 08 is transient by itself.
    private static bool IsEnding(string state) => state.StartsWith("57P", StringComparison.Ordinal);
}
