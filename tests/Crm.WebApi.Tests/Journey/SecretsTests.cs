using System.Text.Json;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Crm.WebApi.Tests.ApiTokens;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Journey;

/// <summary>Alone, because spans are heard of the whole process.</summary>
[CollectionDefinition(nameof(SecretsTests), DisableParallelization = true)]
[Collection(nameof(SecretsTests))]
public sealed class SecretsTests : IDisposable
{
    private const string SignIn = "/api/v1/auth/";
    private const string WrongPassword = "yanlis-Parola-7711";
    private const string ClientSecret = "cs_bu-gizli-kalmali-4471";
    private const string AppSecret = "as_bu-da-gizli-kalmali-9102";
    private const string UnknownKey = "bilinmeyen-anahtar-5518273645";

    private readonly TraceCapture traces = new();
    private readonly ProviderTraffic traffic = new();
    private readonly ResponseRecorder responses = new();
    private readonly Needles secrets = new();
    private readonly Needles signInTokens = new();
    private readonly Needles connectSecrets = new();
    private readonly Needles accountKeys = new();
    private readonly Needles apiTokens = new();
    private readonly Needles personalData = new();

    public void Dispose() => traces.Dispose();

    [Fact]
    public async Task No_secret_is_found_where_it_does_not_belong()
    {
        await using var job = await MainJob.StartAsync(ClientSecret, AppSecret, Listen);
        foreach (var (secret, what) in Known)
        {
            secrets.Add(what, secret);
        }

        await SucceedAsync(job);
        await FailAsync(job);
        foreach (var (secret, what) in traffic.Secrets)
        {
            secrets.Add($"provider's {what}", secret);
        }

        foreach (
            var personal in (string[])
                [job.World.Owner.Email, MainJob.LeadEmail, MainJob.Phone, MainJob.PhoneAsTyped, MainJob.Phone[3..]]
        )
        {
            personalData.Add("personal datum", personal);
        }

        foreach (var answer in responses.Answers.Where(answer => answer.Status < 300))
        {
            LearnFrom(answer);
        }

        signInTokens.Count.ShouldBeGreaterThan(8);
        connectSecrets.Count.ShouldBeGreaterThan(12);
        traffic.Secrets.Values.Distinct().ShouldBe(ExpectedKinds, ignoreOrder: true);
        var dump = await DatabaseDump.TakeAsync(job.World.Server.Database);
        ShouldHaveHeardEverybody(job.World.Server);
        var found = Search(job.World.Server, dump);
        found.ShouldBeEmpty(string.Join("\n\n", found));
    }

    /// <summary>The same search, where there is something to find.</summary>
    [Fact]
    public async Task A_planted_secret_is_found_in_every_place_and_form()
    {
        await using var server = await TestServer.StartAsync(services: Listen);
        const string Canary = "kanarya-Q7x_2mPz9-LrT4wVbN8cYdKs6hJg";
        secrets.Add("canary", Canary);
        server
            .Services.GetRequiredService<ILoggerFactory>()
            .CreateLogger("Canary")
            .Log(LogLevel.Trace, default, Canary, exception: null, (state, _) => state);
        using (var source = new System.Diagnostics.ActivitySource("Canary"))
        {
            source.StartActivity("sing")?.SetTag("song", Uri.EscapeDataString(Canary)).Dispose();
        }

        using var client = server.CreateClient();
        using var echoed = await client.GetAsync($"/{Canary}");
        await using (var connection = new NpgsqlConnection(server.Database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var plant = new NpgsqlCommand(
                $"create table public.canary as select convert_to('{Canary}', 'utf8') as sealed",
                connection
            );
            await plant.ExecuteNonQueryAsync();
        }

        var found = Search(server, await DatabaseDump.TakeAsync(server.Database));

        foreach (var place in (string[])["logs", "traces", "responses", "public.canary"])
        {
            found.ShouldContain(one =>
                one.StartsWith("canary", StringComparison.Ordinal) && one.Contains($"in {place}")
            );
        }
    }

    [Fact]
    public void A_database_address_cannot_ask_for_values_in_logs()
    {
        const string Asking = "Host=db;Include Error Detail=true;Log Parameters=true";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["CRM_DATABASE_URL"] = Asking })
            .Build();

        var used = new NpgsqlConnectionStringBuilder(DatabaseUrls.From(configuration)!.Main);

        (used.IncludeErrorDetail, used.LogParameters).ShouldBe((false, false));
    }

    private static IEnumerable<(string Secret, string What)> Known =>
        [
            (World.Password, "password"),
            (WrongPassword, "wrong password"),
            (ClientSecret, "client secret"),
            (AppSecret, "app secret"),
            (TestServer.EncryptionKey, "encryption key"),
            (UnknownKey, "unknown account key"),
        ];

    private static IEnumerable<string> ExpectedKinds =>
        ["access_token", "refresh_token", "client_secret", "secret", "code", "auth_code", "code_verifier"];

    /// <summary>A search in what was never recorded would find nothing.</summary>
    private void ShouldHaveHeardEverybody(TestServer server)
    {
        string[] heard =
        [
            "Debug Microsoft.AspNetCore.Routing",
            "Debug Microsoft.AspNetCore.Server.Kestrel",
            "Debug Microsoft.AspNetCore.Authentication",
            "Debug Microsoft.EntityFrameworkCore.ChangeTracking",
            "Error Microsoft.EntityFrameworkCore.Database.Command",
            "Debug Quartz.",
            "Error Crm.WebApi.Errors",
            "Warning Crm.Infrastructure.Inbox",
        ];
        foreach (var start in heard)
        {
            server.Logs.Lines.ShouldContain(line => line.StartsWith(start, StringComparison.Ordinal), start);
        }

        foreach (var source in (string[])["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Crm.Application"])
        {
            traces
                .SpansOf(server.Address)
                .ShouldContain(span => span.StartsWith($"{source} ", StringComparison.Ordinal), source);
        }
    }

    private void Listen(IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter>(responses);
        services.ConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(builder =>
                builder.AdditionalHandlers.Add(traffic.CreateHandler())
            )
        );
        // Every level of every category, whatever filters the server has set.
        services.PostConfigureAll<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Trace;
        });
    }

    private async Task SucceedAsync(MainJob job)
    {
        await UseTokenAsync(job);
        var account = await job.ConnectTikTokAsync();
        await job.World.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{account}/sync/");
        await job.ReadVideosAsync(account);
        await job.RenewTokensAsync(account);
        var (_, webhookUrl) = await job.ConnectAdvertiserAsync();
        await job.SubmitLeadAsync(webhookUrl, times: 2);
        await job.LeadAsync(submissions: 1);
        await job.RemoveAuthorizationAsync();
        await job.UntilStatusAsync(account, "disconnected");
        await job.World.ConnectAsync(account, job.OpenId);
        await job.World.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{account}/disconnect/");
        accountKeys.Add("account key", KeyOf(webhookUrl));
    }

    private async Task UseTokenAsync(MainJob job)
    {
        var (_, token) = await job.World.Owner.IssueTokenAsync();
        apiTokens.Add("API token", token);
        apiTokens.Add("API token's secret", token[13..56]);
        foreach (var sent in (string[])[token, token[..^1]])
        {
            using var partner = job.World.Server.ClientWith(sent);
            await partner.StatusAsync();
            await partner.StatusAsync("/api/v1/auth/me");
        }
    }

    private async Task FailAsync(MainJob job)
    {
        var failures = new MainJobFailures(job);
        await failures.SignInAsync(WrongPassword);
        await failures.ConnectAsync();
        await failures.ProviderAsync();
        accountKeys.Add("account key", KeyOf(await failures.WebhooksAsync(UnknownKey)));
        await failures.BadRequestsAsync();
        await failures.BrokenHttpAsync();
        await failures.DatabaseAsync();
    }

    /// <summary>What is handed out on purpose may be seen there and nowhere else.</summary>
    private void LearnFrom(Answered answer)
    {
        var isConnect = answer.Path.EndsWith("/connect/", StringComparison.Ordinal);
        var needles = isConnect ? connectSecrets : signInTokens;
        foreach (
            var line in answer
                .Headers.Split('\n')
                .Where(line => line.StartsWith("Set-Cookie: ", StringComparison.Ordinal))
        )
        {
            needles.Add("cookie", line.Split('=', 2)[1].Split(';')[0]);
        }

        if (isConnect || (answer.Path.StartsWith(SignIn, StringComparison.Ordinal) && answer.Body.StartsWith('{')))
        {
            using var json = JsonDocument.Parse(answer.Body);
            foreach (var name in (string[])["accessToken", "refreshToken", "state"])
            {
                if (json.RootElement.TryGetProperty(name, out var token))
                {
                    needles.Add(name, token.GetString()!);
                }
            }
        }
    }

    private List<string> Search(TestServer server, IReadOnlyList<(string Table, string Row)> dump)
    {
        var found = new List<string>();
        Needles[] all = [secrets, signInTokens, connectSecrets, accountKeys, apiTokens];
        foreach (var needles in (Needles[])[.. all, personalData])
        {
            found.AddRange(needles.FindIn("logs", server.Logs.Lines));
            found.AddRange(needles.FindIn("traces", traces.SpansOf(server.Address)));
        }

        foreach (var needles in all)
        {
            found.AddRange(
                needles.FindIn("responses", responses.Answers.Where(one => !IsMeant(needles, one)).Select(Text))
            );
            foreach (var table in dump.GroupBy(row => row.Table, row => row.Row))
            {
                found.AddRange(needles.FindIn(table.Key, table));
            }
        }

        return found;
    }

    /// <summary>The few answers whose purpose it is to hand something out.</summary>
    private bool IsMeant(Needles needles, Answered one) =>
        needles == signInTokens ? one.Path.StartsWith(SignIn, StringComparison.Ordinal) && one.Status < 300
        : needles == connectSecrets ? one.Path.EndsWith("/connect/", StringComparison.Ordinal) && one.Status is 200
        : needles == apiTokens ? one.Path == TokenWorld.Route && one.Status is 201
        : needles == accountKeys
            && one.Path.StartsWith("/api/integrations/accounts/", StringComparison.Ordinal)
            && one.Status < 300;

    private static string Text(Answered one) => $"{one.Method} {one.Status}\n{one.Headers}\n{one.Body}";

    private static string KeyOf(string webhookUrl) => webhookUrl.TrimEnd('/').Split('/')[^1];
}
