using System.Diagnostics;
using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Persistence.EmbeddedPostgres;

public sealed class EmbeddedPostgresServerTests : IAsyncLifetime
{
    private readonly ScratchCluster scratch = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => scratch.DeleteAsync();

    [Fact]
    public async Task What_was_written_is_there_after_a_stop_and_another_start()
    {
        await using (var first = await scratch.StartAsync())
        {
            await ScratchCluster.QueryAsync(first, "create table kept as select 42 as answer");
        }

        (await scratch.PostmasterIdAsync()).ShouldBeNull();
        await using var second = await scratch.StartAsync();
        (await ScratchCluster.QueryAsync(second, "select answer from kept")).ShouldBe(42);
    }

    [Theory]
    [InlineData(false, "on")]
    [InlineData(true, "off")]
    public async Task Every_commit_waits_for_the_disk_unless_the_contrary_was_asked_for(bool nonDurable, string fsync)
    {
        await using var server = await ScratchCluster.StartAsync(scratch.Options with { NonDurable = nonDurable });

        (await ScratchCluster.QueryAsync(server, "show fsync")).ShouldBe(fsync);
        (await ScratchCluster.QueryAsync(server, "show full_page_writes")).ShouldBe(fsync);
        (await ScratchCluster.QueryAsync(server, "show synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task Login_role_is_no_superuser_and_may_create_roles_databases_and_our_extensions()
    {
        await using var server = await scratch.StartAsync();

        (
            await ScratchCluster.QueryAsync(
                server,
                "select rolsuper or rolbypassrls from pg_roles where rolname = user"
            )
        ).ShouldBe(false);
        await ScratchCluster.QueryAsync(server, "create role somebody; grant somebody to crm");
        await ScratchCluster.QueryAsync(server, "create database another");
        await ScratchCluster.QueryAsync(
            server,
            "create extension pg_trgm; create extension btree_gin; create extension unaccent; create extension citext"
        );
    }

    [Fact]
    public async Task Trigrams_and_case_work_beyond_ASCII()
    {
        await using var server = await scratch.StartAsync();

        await ScratchCluster.QueryAsync(server, "create extension pg_trgm");
        (await ScratchCluster.QueryAsync(server, "select 'ŞULE' ilike 'şule'")).ShouldBe(true);
        (await ScratchCluster.QueryAsync(server, "select cardinality(show_trgm('شركة'))")).ShouldBe(5);
    }

    [Fact]
    public async Task Killed_postmaster_does_not_prevent_the_next_start()
    {
        var killed = await scratch.StartAsync();
        await ScratchCluster.QueryAsync(killed, "create table kept as select 42 as answer");
        await KillPostmasterAsync();
        await killed.DisposeAsync();

        await using var next = await scratch.StartAsync();
        (await ScratchCluster.QueryAsync(next, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task Postmaster_left_over_by_a_killed_server_is_taken_over()
    {
        await using var owner = await StartInAnotherProcessAsync();
        var leftOver = await scratch.PostmasterIdAsync();
        await owner.KillAsync();

        await using var next = await scratch.StartAsync();
        (await scratch.PostmasterIdAsync()).ShouldBe(leftOver);
        (await ScratchCluster.QueryAsync(next, "select 42")).ShouldBe(42);
    }

    [Fact]
    public async Task Left_over_postmaster_that_does_not_answer_is_replaced()
    {
        await using var owner = await StartInAnotherProcessAsync();
        var leftOver = await scratch.PostmasterIdAsync();
        await owner.KillAsync();

        // Nothing answers on the port it is said to have.
        var file = PostmasterFile.PathIn(scratch.Layout);
        var lines = await File.ReadAllLinesAsync(file);
        lines[3] = "1";
        await File.WriteAllLinesAsync(file, lines);

        await using var next = await scratch.StartAsync();
        (await scratch.PostmasterIdAsync()).ShouldNotBe(leftOver);
        (await ScratchCluster.QueryAsync(next, "select 42")).ShouldBe(42);
    }

    [Fact]
    public async Task Stale_pid_file_that_names_a_stranger_is_removed()
    {
        await using (await scratch.StartAsync()) { }
        var stranger = Environment.ProcessId;
        await File.WriteAllTextAsync(PostmasterFile.PathIn(scratch.Layout), $"{stranger}\n/elsewhere\n1\n5432\n\n\n\n");

        await using var next = await scratch.StartAsync();
        (await ScratchCluster.QueryAsync(next, "select 42")).ShouldBe(42);
    }

    [Fact]
    public async Task Second_owner_is_refused_in_one_sentence()
    {
        await using var first = await scratch.StartAsync();

        var refusal = await Should.ThrowAsync<StartupException>(scratch.StartAsync);
        refusal.Message.ShouldStartWith("Another server is already running on CRM_DATA_DIR");
        refusal.Message.ShouldNotContain("\n");
        (await ScratchCluster.QueryAsync(first, "select 42")).ShouldBe(42);
    }

    [Fact]
    public async Task Port_is_kept_and_given_up_only_when_somebody_else_has_it()
    {
        await using var first = await scratch.StartAsync();
        var port = PortOf(first);
        await first.DisposeAsync();
        await using var second = await scratch.StartAsync();
        PortOf(second).ShouldBe(port);
        await second.DisposeAsync();

        using var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        squatter.Start();
        await using var third = await scratch.StartAsync();
        PortOf(third).ShouldNotBe(port);
    }

    [Fact]
    public async Task Deleted_data_directory_means_a_new_beginning()
    {
        await using (var first = await scratch.StartAsync())
        {
            await ScratchCluster.QueryAsync(first, "create table old as select 42");
        }

        Directory.Delete(scratch.Options.DataDirectory, recursive: true);
        await using var next = await scratch.StartAsync();
        (await ScratchCluster.QueryAsync(next, "select to_regclass('old')::text")).ShouldBe(DBNull.Value);
    }

    private static int PortOf(EmbeddedPostgresServer server) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

    private async Task<ChildProcess> StartInAnotherProcessAsync()
    {
        var owner = ChildProcess.Start(
            "Crm.WebApi",
            ["postgres", "--data-dir", scratch.Options.DataDirectory],
            new Dictionary<string, string?>()
        );
        await Poll.UntilAsync(
            () => owner.Output.Contains("Host=", StringComparison.Ordinal),
            "The other process started no database."
        );
        return owner;
    }

    private async Task KillPostmasterAsync()
    {
        using var postmaster = Process.GetProcessById((await scratch.PostmasterIdAsync()).ShouldNotBeNull());
        postmaster.Kill();
        await Poll.UntilAsync(
            async () => await scratch.PostmasterIdAsync() is null,
            "The killed postmaster still runs."
        );
    }
}
