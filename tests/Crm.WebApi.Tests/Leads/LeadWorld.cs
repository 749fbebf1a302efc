using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.TestKit;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.WebApi.Tests.Leads;

/// <summary>Several servers on one database, without their sockets: for what use cases do at once on all of them.</summary>
internal sealed class LeadWorld : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<WebApplication> servers = [];

    private LeadWorld(TestDatabase database) => this.database = database;

    public TenantId Tenant { get; } = TenantId.New();

    public static async Task<LeadWorld> CreateAsync(int servers = 2)
    {
        var world = new LeadWorld(await TestDatabase.CreateAsync());
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        for (var server = 0; server < servers; server++)
        {
            world.servers.Add(
                await CrmApplication.BuildAsync([
                    "--CRM_DATABASE_URL=" + world.database.ConnectionString,
                    "--INTEGRATION_ENCRYPTION_KEY=" + key,
                    "--urls=http://127.0.0.1:0",
                ])
            );
        }

        await world.ExecuteAsync(
            $"insert into tenancy.tenant values ('{world.Tenant}', 'Otel', 'tr', 'Europe/Istanbul', 'TR', 'TRY', '2026-01-01')"
        );

        return world;
    }

    /// <summary>As the inbox announces it, on each server in turn.</summary>
    public async Task DeliverAsync(LeadForm form, int delivery = 0)
    {
        await using var scope = servers[delivery % servers.Count].Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(Tenant);
        var received = new LeadFormReceived(Tenant, Guid.Empty, form, new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        foreach (var handler in scope.ServiceProvider.GetServices<IEventHandler<LeadFormReceived>>())
        {
            await handler.HandleAsync(received, CancellationToken.None);
        }
    }

    /// <summary>As the tenant's own request, on one of the servers.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request, int server = 0)
    {
        await using var scope = servers[server % servers.Count].Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(Tenant);

        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var asTenant = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{Tenant}', false)",
            connection
        );
        await asTenant.ExecuteNonQueryAsync();

        return connection;
    }
}
