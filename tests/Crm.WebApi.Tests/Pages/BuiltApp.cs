using System.IO.Compression;
using System.Text;
using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Pages;

/// <summary>A server beside which an app was built.</summary>
public sealed class BuiltApp : IAsyncLifetime
{
    public const string Page = """<!doctype html><html><meta property="csp-nonce" nonce="__CSP_NONCE__">app</html>""";
    public const string Script = "export const answer = 42; // ünïcödé";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crm-app-");

    public TestServer Server { get; private set; } = null!;

    /// <summary>The app of another build step, which asks for no nonce.</summary>
    public string PlainFolder => Path.Combine(folder.FullName, "plain");

    public string Folder => Path.Combine(folder.FullName, "dist");

    public async Task InitializeAsync()
    {
        Write("dist/index.html", Page);
        Write("dist/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Write("dist/manifest.webmanifest", "{}");
        Write("dist/assets/main-4f2a.js", Script);
        Write("dist/assets/main-4f2a.css", "body{}");
        Write("dist/assets/cairo-77aa.woff2", "font");
        Compress("dist/assets/main-4f2a.js");
        Write("plain/index.html", "<!doctype html><html>plain</html>");
        Write("secret.txt", "not of the app");
        Server = await TestServer.StartAsync(
            settings: [("CRM_APP_DIR", Folder), ("CRM_PICTURE_ORIGINS", "http://images.local:9000")]
        );
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Compress(string name)
    {
        var path = Path.Combine(folder.FullName, name);
        var text = Encoding.UTF8.GetBytes(File.ReadAllText(path));
        using (var brotli = new BrotliStream(File.Create(path + ".br"), CompressionLevel.SmallestSize))
        {
            brotli.Write(text);
        }

        using var gzip = new GZipStream(File.Create(path + ".gz"), CompressionLevel.SmallestSize);
        gzip.Write(text);
    }
}
