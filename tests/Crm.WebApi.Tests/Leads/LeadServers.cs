using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.TestKit;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

/// <summary>Two servers on one database, without their sockets: for what use cases do at once on all of them.</summary>
public sealed class LeadServers : IAsyncLifetime
{
    private readonly List<WebApplication> servers = [];

    public TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        for (var server = 0; server < 2; server++)
        {
            servers.Add(
                await CrmApplication.BuildAsync([
                    "--CRM_DATABASE_URL=" + Database.ConnectionString,
                    "--INTEGRATION_ENCRYPTION_KEY=" + key,
                    "--urls=http://127.0.0.1:0",
                ])
            );
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    /// <summary>One after the other, as a load balancer would choose.</summary>
    public IServiceProvider ServicesOf(int request) => servers[request % servers.Count].Services;
}
