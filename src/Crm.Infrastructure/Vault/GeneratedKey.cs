using System.Buffers.Text;
using System.Security.Cryptography;

namespace Crm.Infrastructure.Vault;

/// <summary>The key that a server with an embedded database makes for itself, once, in the data directory.</summary>
internal static class GeneratedKey
{
    public const string FileName = "integration-encryption-key";

    /// <summary>The setting's value and, when the key was made just now, where it lies.</summary>
    public static (string Setting, string? CreatedAt) LoadOrCreate(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            if (File.Exists(path))
            {
                return (File.ReadAllText(path).Trim(), null);
            }

            var setting = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            Write(path, setting);

            return (setting, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The key in {path} cannot be read or written: {exception.Message} Make the folder writable or set {EncryptionKeys.Setting}."
            );
        }
    }

    /// <summary>Null: none was made there.</summary>
    public static string? Read(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);

        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    // A name of its own until it is whole: half a key after a crash would lock everything sealed under the next one.
    private static void Write(string path, string setting)
    {
        var unfinished = path + ".unfinished";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.WriteLine(setting);
        }

        File.Move(unfinished, path);
    }
}
