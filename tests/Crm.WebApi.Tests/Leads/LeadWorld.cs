using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.WebApi.Tests.Leads;

/// <summary>A tenant of its own on both servers.</summary>
internal sealed class LeadWorld
{
    private readonly LeadServers servers;

    private LeadWorld(LeadServers servers) => this.servers = servers;

    public TenantId Tenant { get; } = TenantId.New();

    public static async Task<LeadWorld> CreateAsync(LeadServers servers)
    {
        var world = new LeadWorld(servers);
        await world.ExecuteAsync(
            $"insert into tenancy.tenant values ('{world.Tenant}', 'Otel', 'tr', 'Europe/Istanbul', 'TR', 'TRY', '2026-01-01')"
        );

        return world;
    }

    /// <summary>As the inbox announces it, on each server in turn.</summary>
    public async Task DeliverAsync(LeadForm form, int delivery = 0)
    {
        await using var scope = servers.ServicesOf(delivery).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(Tenant);
        var received = new LeadFormReceived(Tenant, Guid.Empty, form, new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        foreach (var handler in scope.ServiceProvider.GetServices<IEventHandler<LeadFormReceived>>())
        {
            await handler.HandleAsync(received, CancellationToken.None);
        }
    }

    /// <summary>As the tenant's own request.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = servers.ServicesOf(0).CreateAsyncScope();
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

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(servers.Database.ConnectionString);
        await connection.OpenAsync();
        await using var asTenant = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{Tenant}', false)",
            connection
        );
        await asTenant.ExecuteNonQueryAsync();

        return connection;
    }
}
