using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Documentation;

/// <summary>The app's client is generated from a copy of the document, so that the app can be built without a server.</summary>
public sealed class AppDocumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>When set, the copy is written instead of compared: <c>./build/openapi.sh</c>.</summary>
    private const string Update = "CRM_UPDATE_OPENAPI";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string Copy = Path.Combine(Repository.Root, "src", "Crm.Spa", "openapi.json");

    [Fact]
    public async Task The_apps_copy_is_what_the_server_serves()
    {
        using var client = shared.Server.CreateClient();
        var served = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var text = JsonSerializer.Serialize(served.RootElement, Indented) + "\n";

        if (Environment.GetEnvironmentVariable(Update) is not null)
        {
            await File.WriteAllTextAsync(Copy, text);
        }

        (await File.ReadAllTextAsync(Copy) == text).ShouldBeTrue("src/Crm.Spa/openapi.json is old: ./build/openapi.sh");
    }
}
