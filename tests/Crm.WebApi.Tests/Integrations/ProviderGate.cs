using Crm.Infrastructure.Providers.TikTok;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>Holds calls on their way to the provider, so that a test decides what happens meanwhile.</summary>
internal sealed class ProviderGate(string path, string client = nameof(ITikTokApi))
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim arrived = new(0);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left;

    public void AddTo(IServiceCollection services) =>
        services.AddHttpClient(client).AddHttpMessageHandler(() => new Handler(this));

    /// <summary>Those after them pass.</summary>
    public void HoldNext(int calls) => Volatile.Write(ref left, calls);

    public async Task ArrivedAsync(int calls = 1)
    {
        for (var call = 0; call < calls; call++)
        {
            if (!await arrived.WaitAsync(Patience))
            {
                throw new TimeoutException($"Nobody called {path}.");
            }
        }
    }

    public void Open() => opened.SetResult();

    private Task PassAsync(Uri? address)
    {
        if (address?.AbsolutePath != path || Interlocked.Decrement(ref left) < 0)
        {
            return Task.CompletedTask;
        }

        arrived.Release();

        return opened.Task.WaitAsync(Patience);
    }

    private sealed class Handler(ProviderGate gate) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            await gate.PassAsync(request.RequestUri);

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
