using System.Text.Json.Serialization;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>What holds for every call to every provider: an end to waiting and reading, no redirect, no cookie, no address in a log.</summary>
internal static class ProviderHttp
{
    private const int LargestAnswer = 4 * 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public static void AddProviderApi<T>(
        this IServiceCollection services,
        IConfiguration configuration,
        Uri baseUrl,
        JsonSerializerContext json,
        Func<HttpRequestMessage, bool> isRead,
        int largestAnswer = LargestAnswer
    )
        where T : class
    {
        var timeout = TimeSpan.FromSeconds(
            configuration.Number("PROVIDER_TIMEOUT_SECONDS", otherwise: 10, least: 1, most: 100)
        );
        services
            .AddHttpClient(
                typeof(T).Name,
                client =>
                {
                    client.BaseAddress = baseUrl;
                    client.Timeout = timeout;
                    client.MaxResponseContentBufferSize = largestAnswer;
                }
            )
            // The factory's own lines would show addresses with secrets in their query.
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = ConnectTimeout,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(() => new RepeatedReads(isRead));
        services.AddSingleton(provider =>
            ProviderJson.CreateClient<T>(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(typeof(T).Name),
                json
            )
        );
    }
}
