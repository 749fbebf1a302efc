using System.Net;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using Crm.Infrastructure.ApiTokens;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.ApiTokens;

/// <summary>The database does not take what was counted for a while.</summary>
public sealed class TokenUseWriterTests : IAsyncLifetime
{
    private readonly TokenUses uses = new();
    private TestServer server = null!;
    private SignedIn owner = null!;
    private TokenUseWriter writer = null!;
    private Guid tokenId;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync();
        owner = await server.RegisterTenantAsync();
        (tokenId, _) = await owner.IssueTokenAsync();
        writer = ActivatorUtilities.CreateInstance<TokenUseWriter>(server.Services, uses);
    }

    public async Task DisposeAsync()
    {
        writer.Dispose();
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_behind_a_batch_that_failed_is_stored_at_the_stop_too()
    {
        await FailOnceAsync();
        Count(requests: 3);
        await ExecuteAsync("grant execute on function lookup.record_token_use to crm_app");

        await writer.StopAsync(CancellationToken.None);

        (await owner.TokenAsync(tokenId)).GetProperty("requestCount").GetInt64().ShouldBe(5);
        Lost().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_stored_at_the_stop_is_told_to_the_last_request()
    {
        await FailOnceAsync();
        Count(requests: 3);

        await writer.StopAsync(CancellationToken.None);

        Lost().ShouldHaveSingleItem().ShouldContain("5 requests");
    }

    private async Task FailOnceAsync()
    {
        await ExecuteAsync("revoke execute on function lookup.record_token_use from crm_app");
        Count(requests: 2);
        await writer.StartAsync(CancellationToken.None);
        await Poll.UntilAsync(
            () => server.Logs.Lines.Any(line => line.Contains("cannot be stored", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(10),
            "storing did not fail"
        );
    }

    private void Count(int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            uses.Count(
                new(
                    new TenantId(owner.TenantId),
                    tokenId,
                    new DateOnly(2026, 11, 22),
                    "GET",
                    TokenPermission.Read,
                    Guid.Empty,
                    200
                ),
                server.Clock.GetUtcNow(),
                IPAddress.Loopback
            );
        }
    }

    private IEnumerable<string> Lost() =>
        server.Logs.Lines.Where(line => line.Contains("missing from their statistics", StringComparison.Ordinal));

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await server.OpenAsync(owner.TenantId);
        await using var command = connection.CreateCommand();
        command.CommandText = "reset role; " + sql;
        await command.ExecuteNonQueryAsync();
    }
}
