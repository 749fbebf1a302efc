using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task Every_test_database_is_migrated_and_its_own()
    {
        await using var one = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();

        await QueryAsync(one, "create table mine as select 1");
        (await QueryAsync(one, "select count(*) from migration_history")).ShouldBeOfType<long>().ShouldBePositive();
        (await QueryAsync(other, "select to_regclass('mine')::text")).ShouldBe(DBNull.Value);
    }

    [Fact]
    public async Task Many_are_made_at_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TestDatabase.CreateAsync()));

        made.Select(database => database.ConnectionString).Distinct(StringComparer.Ordinal).Count().ShouldBe(6);
        foreach (var database in made)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Disposed_database_is_gone()
    {
        var database = await TestDatabase.CreateAsync();
        await database.DisposeAsync();

        var refusal = await Should.ThrowAsync<PostgresException>(() => QueryAsync(database, "select 1"));
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    private static async Task<object?> QueryAsync(TestDatabase database, string query)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync();
    }
}
