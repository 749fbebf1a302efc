using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Audit;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;

namespace Crm.WebApi.Tests.Audit;

/// <summary>A server and an owner, and somebody who has the database for themselves.</summary>
internal sealed class AuditWorld : IAsyncDisposable
{
    private readonly bool ownsServer;

    private AuditWorld(TestServer server, SignedIn owner, bool ownsServer)
    {
        this.ownsServer = ownsServer;
        Server = server;
        Owner = owner;
    }

    public TestServer Server { get; }

    public SignedIn Owner { get; }

    public TenantId TenantId => new(Owner.TenantId);

    public static async Task<AuditWorld> StartAsync(string role = "web")
    {
        var server = await TestServer.StartAsync(settings: [.. World.PlatformAdmin, ("CRM_ROLE", role)]);
        var world = new AuditWorld(server, await server.RegisterTenantAsync(), ownsServer: true);
        await world.AsIntruderAsync(
            """
            create policy intruder on tenancy.audit_event to current_user using (true);
            create policy intruder on tenancy.audit_seal to current_user using (true);
            create policy intruder on tenancy.audit_head to current_user using (true);
            create policy intruder on tenancy.audit_key to current_user using (true);
            """
        );

        return world;
    }

    /// <summary>Another tenant on the same server.</summary>
    public async Task<AuditWorld> AddNeighbourAsync() =>
        new(Server, await Server.RegisterTenantAsync(), ownsServer: false);

    /// <summary>As a use case does it: recorded, then saved.</summary>
    public async Task RecordAsync(params AuditEntry[] entries)
    {
        await using var scope = ScopeOf(TenantId);
        foreach (var entry in entries)
        {
            await scope.ServiceProvider.GetRequiredService<IAuditTrail>().RecordAsync(entry, CancellationToken.None);
        }

        await scope.ServiceProvider.GetRequiredService<CrmDbContext>().SaveChangesAsync();
    }

    public async Task ForgetAsync(Guid subjectId)
    {
        await using var scope = ScopeOf(TenantId);
        await scope.ServiceProvider.GetRequiredService<IAuditErasure>().ForgetAsync(subjectId, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<CrmDbContext>().SaveChangesAsync();
    }

    /// <summary>Events of every shape, in pieces, sealed as they come.</summary>
    public async Task RecordChainAsync(int events)
    {
        for (var number = 1; number <= events; number++)
        {
            var subject = number % 3 == 0 ? Guid.CreateVersion7() : (Guid?)null;
            await RecordAsync(
                new AuditEntry($"thing.changed{number}", "thing", number % 4 == 0 ? null : Guid.CreateVersion7())
                {
                    Before = number % 5 == 0 ? null : new Dictionary<string, object?> { ["size"] = number },
                    After = new Dictionary<string, object?> { ["size"] = number + 1, ["note"] = "ağaç \"x\"" },
                    SubjectId = subject,
                    Personal = subject is null ? null : new Dictionary<string, string?> { ["fullName"] = "Ayşe Kaya" },
                }
            );
            if (number % 7 == 0)
            {
                await SealAsync();
            }
        }

        await SealAsync();
    }

    /// <summary>As a worker that was started just now: it has seen nothing before.</summary>
    public Task<SealOutcome> SealAsync(TenantId? tenantId = null) => SealAsync(NewSealing(), tenantId);

    public AuditSealing NewSealing() => ActivatorUtilities.CreateInstance<AuditSealing>(Server.Services);

    public Task<SealOutcome> SealAsync(AuditSealing sealing, TenantId? tenantId = null) =>
        sealing.SealAsync(tenantId ?? TenantId, CancellationToken.None);

    public Task<AuditReport> VerifyAsync(params KnownHead[] known) =>
        new AuditVerifier(
            Server.Services.GetRequiredService<NpgsqlDataSource>(),
            Server.Services.GetRequiredService<AuditHeads>(),
            Server.Clock
        ).VerifyAsync(TenantId, known, CancellationToken.None);

    public async Task ShouldBeWholeAsync() => (await VerifyAsync()).Faults.ShouldBeEmpty();

    public async Task AsIntruderAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> ReadAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }

    public async Task<List<JsonElement>> ListAsync(string query = "")
    {
        var page = await Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/audit-events" + query);

        return [.. page.GetProperty("data").EnumerateArray()];
    }

    public AsyncServiceScope ScopeOf(TenantId tenantId)
    {
        var scope = Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Set(tenantId);

        return scope;
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        if (ownsServer)
        {
            await Server.DisposeAsync();
        }
    }
}
