using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Isolation;

/// <summary>
/// A server of which every table holds a row of one tenant: its ids are one number and its texts one word, so that a leak
/// anywhere shows.
/// </summary>
public sealed class NeighbourServer : IAsyncLifetime
{
    public const string Marker = "neighbourssecret";

    public static readonly Guid Foreign = Guid.CreateVersion7();

    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await TestServer.StartAsync(settings: [.. World.PlatformAdmin, ("CRM_ROLE", "web")]);
        await TenantRows.InsertIntoEveryTableAsync(
            Server.Database.ConnectionString,
            Guid.CreateVersion7(),
            Foreign,
            Marker
        );
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
