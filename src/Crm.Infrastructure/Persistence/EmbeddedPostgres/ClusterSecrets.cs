using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>The two passwords, generated once, readable by the server's user only.</summary>
internal sealed record ClusterSecrets(string SuperuserPassword, string LoginPassword)
{
    public static string SuperuserFile(ClusterLayout layout) => Path.Combine(layout.Secrets, "superuser.password");

    public static string LoginFile(ClusterLayout layout) => Path.Combine(layout.Secrets, "crm.password");

    [UnsupportedOSPlatform("windows")]
    public static ClusterSecrets LoadOrCreate(ClusterLayout layout) =>
        new(ReadOrCreate(SuperuserFile(layout)), ReadOrCreate(LoginFile(layout)));

    [UnsupportedOSPlatform("windows")]
    public static void WriteOwnerOnly(string path, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    [UnsupportedOSPlatform("windows")]
    private static string ReadOrCreate(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } kept)
        {
            return kept;
        }

        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        WriteOwnerOnly(path, password);
        return password;
    }
}
