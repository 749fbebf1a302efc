using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Tenancy;

/// <summary>EF's model against the real schema, and the second lock against the third.</summary>
public sealed class ModelTests : IAsyncLifetime
{
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    private TestServer server = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        await TenantRows.InsertIntoEveryTableAsync(
            server.Database.ConnectionString,
            First,
            Guid.CreateVersion7(),
            "first"
        );
        await TenantRows.InsertIntoEveryTableAsync(
            server.Database.ConnectionString,
            Second,
            Guid.CreateVersion7(),
            "second"
        );
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Every_property_is_a_column_of_the_same_type_and_nullability()
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        var real = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(
            """
            select n.nspname || '.' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                   || case when a.attnotnull then ' not null' else '' end
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where (a.attnum > 0 or a.attname = 'xmin') and not a.attisdropped and c.relkind = 'r'
            """,
            connection
        );
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                real.Add(reader.GetString(0));
            }
        }

        var expected =
            from entity in Model().GetEntityTypes()
            where entity.GetTableName() is not null
            from property in entity.GetProperties()
            select $"{entity.GetSchema()}.{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()}"
                + (property.IsNullable ? "" : " not null");

        expected.Where(column => !real.Contains(column)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_tenant_owned_entity_is_filtered_and_keyed_by_its_tenant() =>
        TenantOwned()
            .Where(entity =>
                entity.FindDeclaredQueryFilter(CrmDbContext.TenantFilter) is null
                || entity.FindPrimaryKey()!.Properties[0].Name != nameof(ITenantOwned.TenantId)
            )
            .Select(entity => entity.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Every_entity_of_a_venue_is_filtered_by_the_callers_venues() =>
        Model()
            .GetEntityTypes()
            .Where(entity => entity.FindProperty("VenueId") is not null && entity.ClrType.IsPublic)
            .Where(entity =>
                !entity.ClrType.IsAssignableTo(typeof(IVenueBound))
                || entity.FindDeclaredQueryFilter(VenueFilter.Name) is null
            )
            .Select(entity => entity.Name)
            .ShouldBeEmpty();

    [Fact]
    public async Task With_the_filter_switched_off_the_database_still_shows_one_tenant_alone()
    {
        foreach (var entity in TenantOwned())
        {
            var owners = await (Task<IReadOnlyList<TenantId>>)
                GetType()
                    .GetMethod(nameof(OwnersAsync))!
                    .MakeGenericMethod(entity.ClrType)
                    .Invoke(this, [new TenantId(Second)])!;

            owners.ShouldBe([new TenantId(Second)], entity.Name);
        }
    }

    public async Task<IReadOnlyList<TenantId>> OwnersAsync<TEntity>(TenantId current)
        where TEntity : class, ITenantOwned
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Set(current);

        return await scope
            .ServiceProvider.GetRequiredService<CrmDbContext>()
            .Set<TEntity>()
            .IgnoreQueryFilters()
            .Select(row => row.TenantId)
            .ToListAsync();
    }

    private IEnumerable<IEntityType> TenantOwned() =>
        Model().GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(ITenantOwned)));

    private IModel Model()
    {
        using var scope = server.Services.CreateScope();

        return scope.ServiceProvider.GetRequiredService<CrmDbContext>().Model;
    }
}
