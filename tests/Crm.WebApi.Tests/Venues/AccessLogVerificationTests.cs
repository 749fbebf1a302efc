using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Venues.AccessLog;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Venues;

public sealed class AccessLogVerificationTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_batch_that_comes_while_the_log_is_verified_is_no_tampering()
    {
        await using var first = world.Server.Services.CreateAsyncScope();
        await AppendAsync(first, lines: 3);

        await using var meanwhile = world.Server.Services.CreateAsyncScope();
        await using var transaction = await HoldLogAsync(meanwhile);
        var verification = world.GetAsync($"/api/v1/venues/{world.First}/access-log/verification");
        await Poll.UntilAsync(IsWaitedForAsync, "nobody reads the lines");
        await AppendAsync(meanwhile, lines: 2);
        await transaction.CommitAsync();

        var found = await verification;
        found.GetProperty("intact").GetBoolean().ShouldBeTrue(found.ToString());
        found.GetProperty("entries").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task A_line_behind_the_end_of_the_chain_is_found()
    {
        await using var scope = world.Server.Services.CreateAsyncScope();
        await AppendAsync(scope, lines: 3);
        await world.ExecuteAsync(
            """
            insert into venues.access_log select tenant_id, venue_id, day, number + 1, identity, mac_address, assigned_address,
                public_address, public_port_from, public_port_to, session_from, session_to, received_at, hash, hash
            from venues.access_log where number = 3
            """
        );

        var found = await world.GetAsync($"/api/v1/venues/{world.First}/access-log/verification");
        found.GetProperty("intact").GetBoolean().ShouldBeFalse(found.ToString());
    }

    /// <summary>From now on whoever reads the lines waits.</summary>
    private async Task<IDbContextTransaction> HoldLogAsync(AsyncServiceScope scope)
    {
        var context = ContextOf(scope);
        var transaction = await context.Database.BeginTransactionAsync();
        await context.Database.ExecuteSqlAsync(
            $"reset role; lock table venues.access_log in access exclusive mode; set local role crm_app"
        );

        return transaction;
    }

    private async Task<bool> IsWaitedForAsync()
    {
        await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select exists (select from pg_locks where not granted and relation = 'venues.access_log'::regclass)",
            connection
        );

        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task AppendAsync(AsyncServiceScope scope, int lines)
    {
        ContextOf(scope);
        var sessions = Enumerable
            .Range(1, lines)
            .Select(number => new AccessSession(
                "Misafir",
                MacAddress: null,
                string.Create(CultureInfo.InvariantCulture, $"10.0.0.{number}"),
                PublicAddress: null,
                PublicPortFrom: null,
                PublicPortTo: null,
                world.Server.Clock.GetUtcNow(),
                SessionTo: null
            ))
            .ToList();
        await scope
            .ServiceProvider.GetRequiredService<IAccessLogStore>()
            .AppendAsync(world.First, sessions, CancellationToken.None);
    }

    private CrmDbContext ContextOf(AsyncServiceScope scope)
    {
        var tenant = scope.ServiceProvider.GetRequiredService<ITenantContext>();
        if (!tenant.IsSet)
        {
            tenant.Set(new TenantId(world.Owner.TenantId));
        }

        return scope.ServiceProvider.GetRequiredService<CrmDbContext>();
    }
}
