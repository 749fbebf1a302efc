using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.ProviderSimulator.Tests;

internal sealed record Received(
    byte[] Body,
    string? LoginSignature,
    string? OpenSignature,
    string? HubSignature,
    string? OldHubSignature
);

/// <summary>A real listener on a free port that answers as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<int> answers;

    private WebhookReceiver(WebApplication app, IEnumerable<int> answers)
    {
        this.app = app;
        this.answers = new(answers);
    }

    private string? verifyToken;
    private bool answersEverybody;

    public ConcurrentQueue<Received> All { get; } = new();

    public Uri Address => new(app.Urls.First() + "/hook/");

    public static async Task<WebhookReceiver> StartAsync(params int[] firstAnswers)
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build(), firstAnswers);
        receiver.app.Run(receiver.ReceiveAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Meta's handshake is answered from now on; wrongly when everybody gets the challenge.</summary>
    public void EchoChallenges(string token, bool toEverybody = false) =>
        (verifyToken, answersEverybody) = (token, toEverybody);

    public async Task<IReadOnlyList<Received>> WaitAsync(int count)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (All.Count < count)
        {
            await Task.Delay(10, timeout.Token);
        }

        return [.. All];
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            var query = context.Request.Query;
            var isKnown = query["hub.mode"] == "subscribe" && query["hub.verify_token"] == verifyToken;
            context.Response.StatusCode = isKnown || answersEverybody ? 200 : 403;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(isKnown || answersEverybody ? query["hub.challenge"].ToString() : "");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        All.Enqueue(
            new(
                body.ToArray(),
                headers["TikTok-Signature"],
                headers["X-Open-Signature"],
                headers["X-Hub-Signature-256"],
                headers["X-Hub-Signature"]
            )
        );
        context.Response.StatusCode = answers.TryDequeue(out var status) ? status : 200;
    }
}
