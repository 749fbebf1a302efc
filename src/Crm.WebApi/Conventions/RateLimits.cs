using System.Globalization;
using System.Threading.RateLimiting;
using Crm.WebApi.Authentication;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace Crm.WebApi.Conventions;

/// <summary>Counts requests a minute: of each signed-in person, or else of each address. Providers are not counted.</summary>
internal sealed class RateLimits(RequestDelegate next, HttpSettings settings) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        caller =>
            RateLimitPartition.GetFixedWindowLimiter(
                caller,
                _ => new() { PermitLimit = Math.Max(1, settings.RequestsPerMinute), Window = Window }
            ),
        StringComparer.Ordinal
    );

    public Task InvokeAsync(HttpContext context) =>
        settings.RequestsPerMinute > 0 && context.GetEndpoint() is { } endpoint && Counts(endpoint)
            ? PassAsync(context)
            : next(context);

    public void Dispose() => limiter.Dispose();

    private async Task PassAsync(HttpContext context)
    {
        var caller = context.User.FindFirst("sub")?.Value ?? SignInRateLimit.AddressOf(context);
        using var lease = limiter.AttemptAcquire(caller);
        var left = limiter.GetStatistics(caller)?.CurrentAvailablePermits ?? 0;
        // At the start of the answer, since an error begins it anew.
        context.Response.OnStarting(() => TellAsync(context.Response.Headers, left));

        await (lease.IsAcquired ? next(context) : RefuseAsync(context, lease));
    }

    private Task TellAsync(IHeaderDictionary headers, long left)
    {
        var quota = settings.RequestsPerMinute;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"caller\";q={quota};w=60");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"caller\";r={left}");

        return Task.CompletedTask;
    }

    private static bool Counts(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ForeignCaller>() is null
        && endpoint.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null;

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease) =>
        ProblemWriter.WriteAsync(
            context,
            new Problem("rate_limited")
            {
                RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : Window,
            }
        );
}
