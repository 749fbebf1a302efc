using OpenTelemetry.Logs;

namespace Crm.WebApi.Telemetry;

/// <summary>One JSON line an event; what may hold a secret is silent at every level.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var logging = builder.Logging;
        logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            logging.AddSimpleConsole(options => options.SingleLine = true);
        }
        else
        {
            logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }

        if (Traces.IsWanted(builder.Configuration))
        {
            logging.AddOpenTelemetry(options => options.AddOtlpExporter());
            builder.Services.AddHostedService<Traces>();
        }

        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        SilentCategories.Apply(builder.Services);
    }
}
