using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Crm.TestKit;
using Npgsql;
using Shouldly;

namespace Crm.WebApi.Tests.Journey;

/// <summary>What goes wrong on the way, with a secret or a person's data in each of it.</summary>
internal sealed class MainJobFailures(MainJob job)
{
    private const string Accounts = "/api/integrations/accounts/";

    public async Task SignInAsync(string wrongPassword)
    {
        var email = job.World.Owner.Email;
        await PostAsync("/api/v1/auth/login", $$"""{"email":"{{email}}","password":"{{wrongPassword}}"}""");
        await PostAsync("/api/v1/auth/login", $$"""{"email":"{{email}}","password":"{{World.Password}}" oops""");
        await PostAsync("/api/v1/auth/login", $$"""{"email":"{{email}}","password":["{{World.Password}}"]}""");
        await PostAsync("/api/v1/auth/register", $$"""{"email":"{{email}}","password":"{{World.Password}}"}""");

        using var browser = job.World.Server.CreateClient();
        browser.DefaultRequestHeaders.Add("X-Auth-Mode", "cookie");
        using var inCookie = await browser.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email, password = World.Password }
        );
        inCookie.Headers.Contains("Set-Cookie").ShouldBeTrue();

        using var stranger = job.World.Server.CreateClient();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", job.AccessToken + "x");
        using var refused = await stranger.GetAsync("/api/v1/auth/me");

        // Of a sign-in of its own: the owner's goes on.
        using var person = await job.World.Server.RegisterTenantAsync();
        var body = $$"""{"refreshToken":"{{person.RefreshToken}}"}""";
        await PostAsync("/api/v1/auth/refresh", body);
        await job.TurnClockAsync(TimeSpan.FromMinutes(1));
        await PostAsync("/api/v1/auth/refresh", body);
    }

    /// <summary>Denied, another browser, spent, and answers that the provider spoils.</summary>
    public async Task ConnectAsync()
    {
        var world = job.World;
        var id = await world.CreateAccountAsync();
        (await world.ConnectAsync(id, job.OpenId, allow: false))!.ShouldContain("access_denied");
        foreach (var kind in (string[])["malformed_json", "timeout_after", "html", "ok_with_error"])
        {
            await world.FaultAsync(kind, "/v2/oauth/token/");
            (await world.ConnectAsync(id, job.OpenId))!.ShouldContain("connected=false");
            await job.StopFaultsAsync();
        }

        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, job.OpenId);
        using var foreign = await world.ReturnAsync(back, cookie: null);
        using var first = await world.ReturnAsync(
            new Uri(back.AbsoluteUri.Replace("code=", "code=x", StringComparison.Ordinal)),
            started.Cookie
        );
        using var spent = await world.ReturnAsync(back, started.Cookie);
    }

    /// <summary>A connected account whose every call meets trouble, to the refused refresh token.</summary>
    public async Task ProviderAsync()
    {
        var world = job.World;
        var id = await world.ConnectedAsync(job.OpenId);
        (string Kind, int? Status)[] faults =
        [
            ("status", 401),
            ("status", 500),
            ("timeout_after", null),
            ("malformed_json", null),
            ("html", null),
            ("reset", null),
            ("throttle", null),
        ];
        foreach (var (kind, status) in faults)
        {
            await world.FaultAsync(kind, "/v2/user/info/", status);
            using var answer = await world.TryAsync(HttpMethod.Post, $"{Accounts}{id}/sync/");
            await job.StopFaultsAsync();
        }

        await world.FaultAsync("malformed_json", "/v2/oauth/token/");
        await world.SimAsync("/sim/tiktok/tokens/expire", new { openId = job.OpenId, access = true });
        using var trouble = await world.TryAsync(HttpMethod.Post, $"{Accounts}{id}/sync/");
        await job.StopFaultsAsync();
        await world.SimAsync($"/sim/tiktok/users/{job.OpenId}/revoke", new { notify = false });
        using var refused = await world.TryAsync(HttpMethod.Post, $"{Accounts}{id}/sync/");
        await world.FaultAsync("status", "/v2/oauth/revoke/", 500);
        using var disconnected = await world.TryAsync(HttpMethod.Post, $"{Accounts}{id}/disconnect/");
        await job.StopFaultsAsync();
    }

    /// <summary>Wrong and missing signatures, malformed and huge bodies, unknown keys; answers the address with the key.</summary>
    public async Task<string> WebhooksAsync(string unknownKey)
    {
        var (_, webhookUrl) = await job.ConnectAdvertiserAsync();
        foreach (var signature in (string[])["wrong", "none", "login"])
        {
            await job.SubmitLeadAsync(webhookUrl, signature: signature);
        }

        await PostAsync(webhookUrl, $$"""{"entry":[{"email":"{{MainJob.LeadEmail}}","phone":"{{MainJob.Phone}}" """);
        await PostAsync(webhookUrl, MainJob.Phone + new string('x', 5 * 1024 * 1024));
        await PostAsync($"{webhookUrl}more/", "{}");
        await PostAsync($"/api/integrations/webhooks/tiktok-leadgen/{unknownKey}/", "{}");
        using var asked = await job.World.Server.CreateClient().GetAsync(webhookUrl);

        return webhookUrl;
    }

    public async Task BadRequestsAsync()
    {
        var phone = Uri.EscapeDataString(MainJob.Phone);
        foreach (
            var query in (string[])
                [$"q={phone}", $"phone={phone}", $"cursor={phone}", $"q={MainJob.LeadEmail}", $"limit={phone}"]
        )
        {
            using var listed = await job.World.TryAsync(HttpMethod.Get, $"/api/v1/leads?{query}");
        }

        await PostAsync(
            "/api/v1/leads",
            $$"""{"phone":"{{MainJob.Phone}}","email":"{{MainJob.LeadEmail}}","extra":1}"""
        );
        await PostAsync("/api/v1/leads", $$"""{"phone":"{{MainJob.Phone}}","email":["{{MainJob.LeadEmail}}"]}""");
        await PostAsync(
            "/api/v1/leads",
            $$"""{"phone":"{{MainJob.Phone}}000000000","email":"{{MainJob.LeadEmail}}@"}"""
        );
        await PostAsync(
            "/api/v1/leads",
            $$"""{"phone":"{{MainJob.Phone}}","email":"{{MainJob.LeadEmail}}","onDuplicate":"reject"}"""
        );
    }

    /// <summary>Requests that Kestrel refuses before anybody else sees them.</summary>
    public async Task BrokenHttpAsync()
    {
        foreach (
            var target in (string[])
                [$"/?q={MainJob.Phone}&e={MainJob.LeadEmail} x", $"/%00{MainJob.LeadEmail}", MainJob.LeadEmail]
        )
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", job.World.Server.Address.Port);
            var request =
                $"GET {target} HTTP/1.1\r\nHost: localhost\r\nX: {World.Password}\0\r\n{World.Password}\r\n\r\n";
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
            using var answer = new StreamReader(client.GetStream());
            (await answer.ReadLineAsync())!.ShouldStartWith("HTTP/1.1 4");
        }
    }

    /// <summary>The database refuses what a lead brings: once for the API, once for the inbox.</summary>
    public async Task DatabaseAsync()
    {
        var (_, webhookUrl) = await job.ConnectAdvertiserAsync();
        await ExecuteAsync("alter table leads.lead rename to lead_away");
        await PostAsync("/api/v1/leads", $$"""{"phone":"{{MainJob.Phone}}","email":"{{MainJob.LeadEmail}}"}""");
        await job.SubmitLeadAsync(webhookUrl);
        await Poll.UntilAsync(
            () =>
                job.World.Server.Logs.Lines.Any(line =>
                    line.Contains("tiktok_leads failed at attempt", StringComparison.Ordinal)
                ),
            "the inbox did not fail"
        );
        await ExecuteAsync("alter table leads.lead_away rename to lead");
        await ExecuteAsync("alter table leads.lead add constraint nobody check (created_at is null) not valid");
        await PostAsync("/api/v1/leads", $$"""{"phone":"{{MainJob.Phone}}","onDuplicate":"create"}""");
        await ExecuteAsync("alter table integrations.account add constraint nobody check (name is null) not valid");
        await PostAsync(Accounts, $$"""{"platform":"tiktok","name":"{{MainJob.LeadEmail}}"}""");
    }

    private async Task PostAsync(string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await job.World.Owner.Client.PostAsync(address, content);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(job.World.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
