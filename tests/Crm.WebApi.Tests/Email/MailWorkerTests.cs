using System.Collections.Concurrent;
using Crm.Infrastructure.Email;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Email;

public sealed class MailWorkerTests
{
    [Fact]
    public async Task What_could_not_be_sent_is_sent_later()
    {
        var broken = new BrokenMailServer { IsDown = true };
        await using var server = await StartAsync(broken);
        using var owner = await server.RegisterTenantAsync();
        await Poll.UntilAsync(() => broken.Attempts == 1, "The mail was not tried.");
        await Poll.UntilAsync(async () => await DueAsync(server) == 0, "The mail was not postponed.");

        broken.IsDown = false;
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        await Poll.UntilAsync(() => broken.Sent.Contains(owner.Email), "The mail was not sent.");
        await Poll.UntilAsync(async () => await CountAsync(server) == 0, "A sent mail is kept.");
        server.Logs.Lines.Where(line => line.Contains(owner.Email, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_two_days_it_is_given_up()
    {
        var broken = new BrokenMailServer { IsDown = true };
        await using var server = await StartAsync(broken);
        using var owner = await server.RegisterTenantAsync();
        await Poll.UntilAsync(() => broken.Attempts == 1, "The mail was not tried.");
        await Poll.UntilAsync(async () => await DueAsync(server) == 0, "The mail was not postponed.");

        server.Clock.Advance(TimeSpan.FromDays(2));

        await Poll.UntilAsync(async () => await CountAsync(server) == 0, "The mail was not given up.");
        broken.Attempts.ShouldBe(2);
        server.Logs.Lines.ShouldContain(line => line.Contains("is given up after 2 attempts"));
    }

    [Fact]
    public async Task Two_servers_send_each_mail_once()
    {
        var transport = new BrokenMailServer();
        await using var server = await StartAsync(transport);
        await using var other = await TestServer.StartAsync(server.Database, server.Clock, Replace(transport));
        for (var person = 0; person < 20; person++)
        {
            using var owner = await (person % 2 == 0 ? server : other).RegisterTenantAsync();
        }

        await Poll.UntilAsync(async () => await CountAsync(server) == 0, "Mails are waiting.");

        transport.Attempts.ShouldBe(20);
        transport.Sent.Distinct().Count().ShouldBe(20);
    }

    private static Task<TestServer> StartAsync(BrokenMailServer transport) =>
        TestServer.StartAsync(services: Replace(transport));

    private static Action<IServiceCollection> Replace(BrokenMailServer transport) =>
        services => services.AddSingleton<IMailTransport>(transport);

    private static Task<long> CountAsync(TestServer server) =>
        QueryAsync(server, "select count(*) from notifications.mail");

    private static Task<long> DueAsync(TestServer server) =>
        QueryAsync(
            server,
            $"select count(*) from notifications.mail where due_at <= '{server.Clock.GetUtcNow():O}' or due_at > '{server.Clock.GetUtcNow().AddMinutes(1):O}'"
        );

    private static async Task<long> QueryAsync(TestServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class BrokenMailServer : IMailTransport
    {
        private int attempts;

        public bool IsDown { get; set; }

        public int Attempts => Volatile.Read(ref attempts);

        public ConcurrentQueue<string> Sent { get; } = [];

        public Task SendAsync(Guid id, WrittenMail mail, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref attempts);
            if (IsDown)
            {
                throw new InvalidOperationException($"550 {mail.To} is not known here.");
            }

            Sent.Enqueue(mail.To);

            return Task.CompletedTask;
        }
    }
}
