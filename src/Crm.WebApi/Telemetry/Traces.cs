using Crm.Infrastructure.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Crm.WebApi.Telemetry;

/// <summary>Sends the framework's own spans and meters, and ours, to OTEL_EXPORTER_OTLP_ENDPOINT.</summary>
internal sealed class Traces : IHostedService, IDisposable
{
    private const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources =
    [
        "Microsoft.AspNetCore",
        "Microsoft.AspNetCore.*",
        "System.Net.Http",
        "Npgsql",
        "Quartz",
        "Crm.*",
    ];

    private TracerProvider? tracing;
    private MeterProvider? metering;

    public static bool IsWanted(IConfiguration configuration) =>
        configuration.Optional(Setting) is not null
        && configuration.Url(Setting, "http://localhost:4317").IsAbsoluteUri;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("crm");
        tracing = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Sources)
            .AddProcessor(new SpanScrubber())
            .AddOtlpExporter()
            .Build();
        metering = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Sources)
            .AddOtlpExporter()
            .Build();

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        tracing?.Dispose();
        metering?.Dispose();
    }
}
