using System.Security.Cryptography;
using Crm.TestKit;
using Npgsql;

namespace Crm.Benchmarks.Data;

/// <summary>A migrated and seeded database, kept until the migrations change.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private BenchDatabase(string connectionString, IReadOnlyList<BenchTenant> tenants)
    {
        ConnectionString = connectionString;
        Tenants = tenants;
        Source = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public IReadOnlyList<BenchTenant> Tenants { get; }

    /// <param name="sizes">Leads of each tenant.</param>
    public static async Task<BenchDatabase> OpenAsync(BenchCluster cluster, string name, IReadOnlyList<int> sizes)
    {
        var full = $"{name}_{SchemaVersion()}";
        var (connectionString, isNew) = await cluster.DatabaseAsync(full);
        await using var source = NpgsqlDataSource.Create(connectionString);
        var isSeeded =
            !isNew && await source.ScalarAsync("select to_regclass('public.bench_tenant')::text") is not DBNull;
        if (isSeeded)
        {
            return new(connectionString, await ReadTenantsAsync(source));
        }

        Say.Line($"Seeding {sizes.Sum():#,0} leads of {sizes.Count:#,0} tenants (once)");
        await cluster.DropAsync(full);
        await cluster.DatabaseAsync(full);
        NpgsqlConnection.ClearAllPools();
        await using var database = new BenchDatabase(connectionString, await RegisterAsync(connectionString, sizes));
        await database.SeedAsync(sizes);

        return new(connectionString, database.Tenants);
    }

    /// <summary>The next run finds the rows that this one found.</summary>
    public async Task CleanAsync()
    {
        Say.Line($"Cleaning up");
        await Source.UnprotectedAsync(
            "leads.lead",
            () => Source.RunAsync("delete from leads.lead where source = 'bench'")
        );
        await Source.RunAsync("delete from bare.lead where source = 'bench'");
        await Source.RunAsync(
            "truncate integrations.webhook_event, bare.webhook_event, notifications.event, crm.idempotency_record, bare.idempotency_record"
        );
        await Source.RunAsync("vacuum analyze");
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private async Task SeedAsync(IReadOnlyList<int> sizes)
    {
        await Source.UnprotectedAsync(
            "venues.venue",
            () =>
                Source.RunAsync(
                    """
                    insert into venues.venue (tenant_id, id, name, created_at, updated_at)
                    select tenant, venue, 'Venue', now(), now() from unnest($1::uuid[], $2::uuid[]) v(tenant, venue)
                    """,
                    Tenants.SelectMany(tenant => tenant.Venues.Select(_ => tenant.Id)).ToArray(),
                    Tenants.SelectMany(tenant => tenant.Venues).ToArray()
                )
        );
        foreach (var size in sizes.Distinct())
        {
            await LeadSeed.InsertAsync(Source, [.. Tenants.Where((_, place) => sizes[place] == size)], size);
        }

        await BareTables.CreateAsync(Source);
        await Source.RunAsync("vacuum analyze");
        await Source.RunAsync(
            "create table public.bench_tenant (number int, id uuid, first_venue uuid, second_venue uuid)"
        );
        await Source.RunAsync(
            "insert into public.bench_tenant select * from unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[])",
            Tenants.Select(tenant => tenant.Number).ToArray(),
            Tenants.Select(tenant => tenant.Id).ToArray(),
            Tenants.Select(tenant => tenant.Venues[0]).ToArray(),
            Tenants.Select(tenant => tenant.Venues[1]).ToArray()
        );
    }

    private static async Task<List<BenchTenant>> RegisterAsync(string connectionString, IReadOnlyList<int> sizes)
    {
        await using var server = await ServerProcess.StartAsync(ProductSettings.Web(connectionString));
        var tenants = new List<BenchTenant>();
        foreach (var number in Enumerable.Range(1, sizes.Count))
        {
            var id = await SignIns.RegisterAsync(server.Address, number);
            tenants.Add(new(number, id, [Guid.CreateVersion7(), Guid.CreateVersion7()]));
        }

        return tenants;
    }

    private static async Task<List<BenchTenant>> ReadTenantsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select * from public.bench_tenant order by number");
        await using var reader = await command.ExecuteReaderAsync();
        var tenants = new List<BenchTenant>();
        while (await reader.ReadAsync())
        {
            tenants.Add(new(reader.GetInt32(0), reader.GetGuid(1), [reader.GetGuid(2), reader.GetGuid(3)]));
        }

        return tenants;
    }

    private static string SchemaVersion()
    {
        var assembly = typeof(Infrastructure.StartupException).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var text = new StreamReader(stream);
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text.ReadToEnd()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4));
    }
}
