using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.TestKit;

/// <summary>
/// Timeouts without a clock: a call times out soon when the simulator says that it holds it, and never because the machine is
/// busy. The server's own limit is set so high meanwhile that nothing reaches it.
/// </summary>
public static class HeldCalls
{
    /// <summary>The server's own limit, beside these.</summary>
    public const string TimeoutSeconds = "60";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Shared by all that ask: it holds connections only.</summary>
    private static readonly HttpMessageInvoker Simulators = new(new SocketsHttpHandler());

    public static Action<IServiceCollection> GivenUp(Uri simulator) =>
        services =>
            services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Handler(simulator)));

    private sealed class Handler(Uri simulator) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.RequestUri?.Authority != simulator.Authority)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            var name = Guid.CreateVersion7().ToString();
            request.Headers.Add("X-Sim-Call", name);
            using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var sent = base.SendAsync(request, givingUp.Token);
            while (await Task.WhenAny(sent, Task.Delay(Pause, cancellationToken)) != sent)
            {
                if (await IsHeldAsync(name, cancellationToken))
                {
                    await givingUp.CancelAsync();
                }
            }

            return await sent;
        }

        private async Task<bool> IsHeldAsync(string name, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator, "/sim/held"));
            using var answer = await Simulators.SendAsync(request, cancellationToken);
            var held = await answer.Content.ReadFromJsonAsync<string[]>(cancellationToken);

            return held!.Contains(name, StringComparer.Ordinal);
        }
    }
}
