using System.Globalization;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Crm.Infrastructure.Persistence;

/// <param name="Main">Every query of the application; may go through a transaction pooler.</param>
/// <param name="Direct">A session connection for migrations, Quartz and LISTEN.</param>
internal sealed record DatabaseUrls(string Main, string Direct)
{
    /// <summary>A server that stands still within a transaction keeps its rows locked, and the events of all behind it.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>Null when CRM_DATABASE_URL is unset: then an embedded PostgreSQL is started.</summary>
    public static DatabaseUrls? From(IConfiguration configuration)
    {
        if (configuration.Optional("CRM_DATABASE_URL") is not { } main)
        {
            return null;
        }

        var direct = configuration.Optional("CRM_DATABASE_DIRECT_URL");
        var isPooled = direct is not null && direct != main;

        return new(
            Complete(Parse("CRM_DATABASE_URL", main), isPooled),
            Complete(Parse("CRM_DATABASE_DIRECT_URL", direct ?? main), isPooled: false)
        );
    }

    public static DatabaseUrls Embedded(string connectionString)
    {
        var complete = Complete(new NpgsqlConnectionStringBuilder(connectionString), isPooled: false);

        return new(complete, complete);
    }

    /// <summary>The direct connection, whose transactions PostgreSQL ends when nothing is heard in them for so long.</summary>
    public string DirectEndingAfter(TimeSpan silence)
    {
        var builder = new NpgsqlConnectionStringBuilder(Direct);
        builder.Options = $"{builder.Options} {EndAfter(silence)}".Trim();

        return builder.ConnectionString;
    }

    private static string EndAfter(TimeSpan silence) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"-c idle_in_transaction_session_timeout={silence.TotalMilliseconds:0}"
        );

    private static string Complete(NpgsqlConnectionStringBuilder builder, bool isPooled)
    {
        builder.ApplicationName = "crm";
        builder.NoResetOnClose = true;
        // Both would put leads and sealed values into logs; whoever wants to see them asks the database.
        builder.IncludeErrorDetail = false;
        builder.LogParameters = false;
        // PostgreSQL takes 100 by default: two servers in a storm must queue in their pools (the driver's default is 100, too).
        builder.MaxPoolSize = builder.MaxPoolSize == 100 ? 40 : builder.MaxPoolSize;
        // A prepared statement belongs to a session, which a transaction pooler gives to somebody else.
        builder.MaxAutoPrepare = isPooled ? 0 : 100;
        builder.AutoPrepareMinUsages = 2;
        // A page of fifty leads is 28 kB; the driver's default reads it in pieces of eight.
        builder.ReadBufferSize = 32 * 1024;
        // A pooler takes no such options of its own accord; and what the operator set comes after, and wins.
        if (!isPooled)
        {
            builder.Options = $"{EndAfter(LongestSilence)} {builder.Options}".Trim();
        }

        // The caller is told within two seconds that the database is out of reach, unless the operator wants to wait longer.
        if (!builder.ShouldSerialize("Timeout"))
        {
            builder.Timeout = 2;
        }

        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string name, string value)
    {
        try
        {
            return
                value.StartsWith("postgres", StringComparison.Ordinal)
                && value.Contains("://", StringComparison.Ordinal)
                ? FromUrl(new Uri(value))
                : new NpgsqlConnectionStringBuilder(value);
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException or FormatException)
        {
            throw new StartupException(
                $"{name} cannot be read. Use postgres://user:password@host:port/database or Host=…;Database=…;Username=…;Password=…."
            );
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var login = url.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(url.Host),
            Port = url.Port > 0 ? url.Port : 5432,
            Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')),
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
        };

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[parts[0] == "sslmode" ? "SSL Mode" : parts[0]] = Uri.UnescapeDataString(parts[^1]);
        }

        return builder;
    }
}
