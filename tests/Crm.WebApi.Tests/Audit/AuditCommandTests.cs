using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.CommandLine;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

public sealed class AuditCommandTests : IAsyncLifetime
{
    private AuditWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await AuditWorld.StartAsync();
        await world.RecordChainAsync(3);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Whole_chains_are_told_one_by_one()
    {
        using var other = await world.Server.RegisterTenantAsync();
        await world.SealAsync(new TenantId(other.TenantId));

        var (code, output, _) = await RunAsync();

        code.ShouldBe(0, output);
        output.ShouldContain($"tenant {world.TenantId}: 4 events, 4 sealed, 0 waiting, head 4 ");
        output.ShouldContain($"tenant {other.TenantId}: ");
        output.ShouldEndWith("2 chains verified, 0 broken" + Environment.NewLine);
    }

    [Fact]
    public async Task A_fault_is_named_and_the_command_fails()
    {
        await world.AsIntruderAsync("update tenancy.audit_event set action = 'x' where seq = 3");
        var id = (await world.ReadAsync<Guid>("select id from tenancy.audit_event where seq = 3"))[0];

        var (code, output, _) = await RunAsync("--tenant", world.TenantId.ToString());

        code.ShouldBe(1);
        output.ShouldContain($"  changed: sequence 3, event {id}: it says something else than what was sealed");
        output.ShouldEndWith("1 chain verified, 1 broken" + Environment.NewLine);
    }

    [Fact]
    public async Task An_earlier_report_and_the_log_are_witnesses()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, (await RunAsync()).Output);
            (await RunAsync("--known", file)).Code.ShouldBe(0);
            await File.WriteAllLinesAsync(
                file,
                world.Server.Logs.Lines.Where(line => line.Contains("has come to", StringComparison.Ordinal))
            );
            (await RunAsync("--known", file)).Code.ShouldBe(0);

            await world.AsIntruderAsync(
                "delete from tenancy.audit_event; delete from tenancy.audit_seal; delete from tenancy.audit_head"
            );
            await world.RecordChainAsync(9);

            (await RunAsync()).Code.ShouldBe(0);
            var (code, output, _) = await RunAsync("--known", file);
            code.ShouldBe(1);
            output.ShouldContain("  rewritten: sequence 4");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task With_another_key_nothing_is_claimed()
    {
        var (code, _, errors) = await RunAsync(
            "--INTEGRATION_ENCRYPTION_KEY=b3RoZXIta2V5LW9mLXRoaXJ0eS10d28tYnl0ZXMtISE"
        );

        code.ShouldBe(1);
        errors.ShouldContain("INTEGRATION_ENCRYPTION_KEY");
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await AuditCommand.RunAsync(
            [
                "audit",
                "verify",
                $"--CRM_DATABASE_URL={world.Server.Database.ConnectionString}",
                $"--INTEGRATION_ENCRYPTION_KEY={TestServer.EncryptionKey}",
                .. arguments,
            ],
            output,
            errors
        );

        return (code, output.ToString(), errors.ToString());
    }
}
