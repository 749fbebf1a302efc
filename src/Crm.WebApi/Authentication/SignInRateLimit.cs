using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Crm.Domain.Common;
using Crm.Infrastructure.Identity;

namespace Crm.WebApi.Authentication;

/// <summary>So many attempts a minute from one address (one network of 64 bits for IPv6).</summary>
internal sealed class SignInRateLimit(SignInSettings settings) : IEndpointFilter, IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(
            address,
            _ =>
                new()
                {
                    PermitLimit = settings.AttemptsPerMinute,
                    Window = Window,
                    SegmentsPerWindow = 6,
                }
        )
    );

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (settings.AttemptsPerMinute > 0)
        {
            using var lease = limiter.AttemptAcquire(AddressOf(context.HttpContext));
            if (!lease.IsAcquired)
            {
                throw new DomainException("rate_limited", ("retryAfter", Window / 6));
            }
        }

        return await next(context);
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
