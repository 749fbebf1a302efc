using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Crm.WebApi.Telemetry;

/// <summary>
/// Takes the voice from those parts of the framework that log whole addresses: codes and states in queries, account keys in
/// paths, people in searches. A filter would not do, because whoever turns a level on for a fault would turn them on too.
/// </summary>
internal sealed class SilentCategories(ILoggerFactory inner) : ILoggerFactory
{
    private static readonly string[] Silent =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
    ];

    public static void Apply(IServiceCollection services) =>
        services.Replace(
            ServiceDescriptor.Singleton<ILoggerFactory>(provider => new SilentCategories(
                new LoggerFactory(
                    provider.GetServices<ILoggerProvider>(),
                    provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                    provider.GetService<IOptions<LoggerFactoryOptions>>(),
                    provider.GetService<IExternalScopeProvider>()
                )
            ))
        );

    public ILogger CreateLogger(string categoryName) =>
        Array.Exists(Silent, silent => categoryName.StartsWith(silent, StringComparison.Ordinal))
            ? NullLogger.Instance
            : inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}
