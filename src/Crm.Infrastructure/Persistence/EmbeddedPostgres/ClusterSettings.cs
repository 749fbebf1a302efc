using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>What PostgreSQL reads at each start: our own few settings and the port.</summary>
internal static class ClusterSettings
{
    // "Non-Durable Settings" of PostgreSQL's documentation; and no vacuum, whose workers would start in one short-lived database after
    // the other.
    private const string NonDurable = """
        fsync = off
        full_page_writes = off
        autovacuum = off

        """;

    public static void Write(ClusterLayout layout, int port, bool nonDurable)
    {
        // Statements and details stay out of the log: they carry people's addresses and phone numbers.
        var text = $"""
            listen_addresses = '127.0.0.1'
            port = {port.ToString(CultureInfo.InvariantCulture)}
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 300
            shared_buffers = '128MB'
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_checkpoints = off
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_parameter_max_length_on_error = 0
            {(nonDurable ? NonDurable : "")}
            """;
        File.WriteAllText(Path.Combine(layout.Cluster, "crm.conf"), text);
        File.WriteAllText(layout.PortFile, port.ToString(CultureInfo.InvariantCulture));
    }

    public static int ChoosePort(ClusterLayout layout, int? wanted)
    {
        if (wanted is { } port)
        {
            return IsFree(port)
                ? port
                : throw new StartupException($"Port {port} for PostgreSQL is already in use: stop what uses it.");
        }

        return
            File.Exists(layout.PortFile)
            && int.TryParse(File.ReadAllText(layout.PortFile), CultureInfo.InvariantCulture, out var kept)
            && IsFree(kept)
            ? kept
            : AnyFreePort();
    }

    public static int AnyFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
