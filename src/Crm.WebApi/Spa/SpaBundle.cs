using System.Collections.Frozen;

namespace Crm.WebApi.Spa;

/// <summary>What the app's build has left, read once at the start.</summary>
internal sealed class SpaBundle
{
    public const string Assets = "/assets";

    private static readonly string[] Codings = [".br", ".gz"];

    private readonly FrozenDictionary<string, SpaFile> files;

    public SpaBundle(SpaSettings settings)
    {
        files = settings.Folder is { } folder ? Read(folder) : FrozenDictionary<string, SpaFile>.Empty;
        Index = files.TryGetValue($"/{SpaSettings.Index}", out var page) ? new(page, settings.PictureOrigins) : null;
    }

    /// <summary>Null: no app was built.</summary>
    public SpaIndex? Index { get; }

    /// <summary>By its exact name, so that no address leads out of the folder.</summary>
    public SpaFile? Find(string path) => files.GetValueOrDefault(path);

    private static FrozenDictionary<string, SpaFile> Read(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Codings.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Select(path => (Name: "/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .ToFrozenDictionary(
                file => file.Name,
                file => SpaFile.Read(file.Path, file.Name.StartsWith($"{Assets}/", StringComparison.Ordinal)),
                StringComparer.Ordinal
            );
}
