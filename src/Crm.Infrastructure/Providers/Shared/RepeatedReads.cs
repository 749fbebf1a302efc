using Polly;
using Polly.Retry;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>
/// Repeats what may be repeated: reads that met a provider in trouble. A write whose answer was lost may have taken
/// effect, and a throttled caller that insists is throttled longer, so neither is repeated here.
/// </summary>
internal sealed class RepeatedReads(Func<HttpRequestMessage, bool> isRead) : DelegatingHandler
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Retries =
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromMilliseconds(200),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                        .Handle<HttpRequestException>()
                        .HandleResult(response => (int)response.StatusCode >= 500),
                    OnRetry = arguments =>
                    {
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        isRead(request)
            ? await Retries.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken)
            : await base.SendAsync(request, cancellationToken);
}
