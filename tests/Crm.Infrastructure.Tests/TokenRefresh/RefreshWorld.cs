using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.TokenRefresh;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

/// <summary>Two servers on one database, their clock, and TikTok's side. Nothing sweeps by itself.</summary>
public sealed class RefreshWorld : IAsyncLifetime
{
    private readonly SocketsHttpHandler handler = new();
    private SimulatorProcess? simulator;
    private TestServer? one;
    private TestServer? other;
    private TestDatabase? database;

    internal SimulatorControl TikTok { get; private set; } = null!;

    internal ConnectedAccounts Accounts { get; private set; } = null!;

    internal TestDatabase Database => one!.Database;

    internal TestClock Clock => one!.Clock;

    private (string Name, string Value)[] Settings =>
        [
            ("TIKTOK_CLIENT_ID", "ck_demo"),
            ("TIKTOK_CLIENT_SECRET", "cs_demo"),
            ("TIKTOK_API_BASE_URL", simulator!.Address.AbsoluteUri),
        ];

    internal DateTimeOffset Now => Clock.GetUtcNow();

    internal IServiceProvider One => one!.Services;

    internal IServiceProvider Other => other!.Services;

    public async Task InitializeAsync()
    {
        simulator = await SimulatorProcess.StartAsync();
        TikTok = new(new HttpClient(handler, disposeHandler: false) { BaseAddress = simulator.Address });
        database = await TestDatabase.CreateAsync();
        one = await TestServer.StartAsync(database, settings: [("CRM_ROLE", "web"), .. Settings]);
        other = await StartServerAsync("web");
        Accounts = new(one.Services);
        // The first renewal of a process is compiled meanwhile, which may take a busy machine longer than a call may last.
        await ConnectOneAsync();
        await SweepAsync();
    }

    /// <summary>Also after a start that failed half-way.</summary>
    public async Task DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { other, one, simulator, database }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }

        handler.Dispose();
    }

    /// <summary>Accounts of a tenant of their own, due now; what an earlier test left is gone.</summary>
    internal async Task<IReadOnlyList<HeldAccount>> ConnectAsync(int count, int accessSeconds = 7200)
    {
        await Accounts.ForgetAsync();
        await TikTok.ResetAsync();
        var grants = await TikTok.IssueAsync(count, accessSeconds, accessSeconds * 100);

        return await Accounts.StoreAsync(TenantId.New(), grants, Now, _ => Now);
    }

    internal async Task<HeldAccount> ConnectOneAsync(int accessSeconds = 7200) =>
        (await ConnectAsync(1, accessSeconds))[0];

    internal Task SweepAsync() => SweepAsync(One);

    internal static Task SweepAsync(IServiceProvider server) =>
        server.GetRequiredService<RefreshSweep>().RunAsync(CancellationToken.None);

    internal Task<StoredAccount> ReadAsync(HeldAccount account) => Accounts.ReadAsync(account);

    internal async Task<bool> HoldsLivePairAsync(HeldAccount account)
    {
        var stored = await ReadAsync(account);

        return (await TikTok.FindDeadAsync([stored.Held])).Count == 0;
    }

    internal static async Task<Secret> AskAsync(
        IServiceProvider server,
        HeldAccount account,
        Func<IAccessTokens, Task<Secret>> ask
    )
    {
        await using var scope = server.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(account.TenantId);

        return await ask(scope.ServiceProvider.GetRequiredService<IAccessTokens>());
    }

    internal static Task<Secret> GetAsync(IServiceProvider server, HeldAccount account) =>
        AskAsync(server, account, tokens => tokens.GetAsync(account.Id, CancellationToken.None));

    /// <summary>Somebody uses a refresh token up, and what was issued for it is lost.</summary>
    internal async Task SpendAsync(string refreshToken) =>
        await One.GetServices<ITokenRefresher>()
            .Single(refresher => refresher.Descriptor.Key == "tiktok")
            .RefreshAsync(new(refreshToken), CancellationToken.None);

    internal async Task ExecuteAsync(TenantId tenantId, string sql)
    {
        await using var connection = await One.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(sql);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Until it is disposed the database refuses to change a token grant like that.</summary>
    internal async Task<IAsyncDisposable> RefuseAsync(string condition, string sqlState = "25006")
    {
        await DefineAsync(
            $"""
            create function public.refuse() returns trigger language plpgsql
                as $$ begin raise exception 'refused' using errcode = '{sqlState}'; end $$;
            create trigger refuse before update on integrations.token_grant
                for each row when ({condition}) execute function public.refuse()
            """
        );

        return new Refusal(() => DefineAsync("drop function public.refuse() cascade"));
    }

    private async Task DefineAsync(string sql)
    {
        await using var connection = await One.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Another server on the same database, its clock and the same provider.</summary>
    internal Task<TestServer> StartServerAsync(string role, params (string Name, string Value)[] settings) =>
        TestServer.StartAsync(Database, Clock, settings: [("CRM_ROLE", role), .. Settings, .. settings]);

    private sealed class Refusal(Func<Task> end) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await end();
    }
}
