using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;

namespace Crm.WebApi.Spa;

/// <summary>The single-page app beside the server, where it was built.</summary>
/// <param name="Folder">Null: there is none, and the server has its own start page.</param>
/// <param name="PictureOrigins">Where pictures and videos come from that have no https address.</param>
internal sealed record SpaSettings(string? Folder, IReadOnlyList<string> PictureOrigins)
{
    public const string Index = "index.html";

    private const string FolderSetting = "CRM_APP_DIR";
    private const string OriginsSetting = "CRM_PICTURE_ORIGINS";

    public static SpaSettings From(IConfiguration configuration, ServerOptions server) =>
        new(
            server.RunsWeb ? FolderOf(configuration.Optional(FolderSetting)) : null,
            [.. Origins(configuration), .. server.IsDemo ? [ServerOptions.SimulatorUrl] : Array.Empty<string>()]
        );

    private static string? FolderOf(string? given)
    {
        var folder = Path.GetFullPath(given ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));

        return File.Exists(Path.Combine(folder, Index)) ? folder
            : given is null ? null
            : throw new StartupException(
                $"{FolderSetting} is '{given}', where there is no {Index}. Build the app there, or leave {FolderSetting} out."
            );
    }

    private static IEnumerable<string> Origins(IConfiguration configuration) =>
        (configuration.Optional(OriginsSetting) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Origin);

    // Written into a header: nothing but what was read as an address may stand there.
    private static string Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.GetLeftPart(UriPartial.Authority) is var origin
        && origin == text.TrimEnd('/')
            ? origin
            : throw new StartupException(
                $"{OriginsSetting} holds '{text}'. Use origins such as http://images.local:9000, separated by commas."
            );
}
