using System.Diagnostics;
using System.Net;
using Crm.Application.Common.Fetching;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Fetching;

/// <summary>
/// The client for addresses that somebody supplied. It follows no redirect by itself, keeps no cookie, asks no proxy and tells
/// nobody who is asking; whoever sends with it can reach public addresses alone.
/// </summary>
internal static class PublicHttp
{
    public const string Client = "public";

    public static IServiceCollection AddPublicHttp(this IServiceCollection services, FetchOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IHostResolver, SystemResolver>();
        services.AddSingleton<PublicConnections>();
        services.AddSingleton<IPublicFetcher, PublicFetcher>();
        services
            .AddHttpClient(Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            // The factory's own lines would show addresses with what their queries hold.
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<PublicConnections>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        return services;
    }

    private static SocketsHttpHandler Handler(PublicConnections connections) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            MaxResponseHeadersLength = 32,
            // No connection is used twice: each is checked.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellationToken) =>
                connections.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
        };
}
