using Crm.ProviderSimulator.Control.Calls;

namespace Crm.ProviderSimulator.Control;

internal sealed record Latency(int Ms);

internal static class ControlRoutes
{
    public static void MapControl(this WebApplication app)
    {
        var sim = app.MapGroup("/sim");
        sim.MapGet("/state", (StateReport report) => report.Make());
        sim.MapGet("/refusals", Refusals);
        sim.MapDelete("/refusals", (RefusalLog refusals) => refusals.Reset());
        sim.MapGet("/calls", (CallCounts calls) => calls.All);
        sim.MapDelete("/calls", (CallCounts calls) => calls.Reset());
        sim.MapGet("/deliveries", (WebhookSender sender) => sender.All);
        sim.MapGet("/faults", (FaultBoard faults) => faults.All);
        sim.MapPost("/faults", AddFault);
        sim.MapGet("/held", (HeldCalls held) => held.Names);
        sim.MapDelete("/faults", (FaultBoard faults) => faults.Clear());
        sim.MapSettings(app.Services.GetRequiredService<SettingsHolder>());
        sim.MapPut(
            "/latency",
            (Latency latency, SettingsHolder settings) =>
                settings.Change(current => current with { LatencyMs = latency.Ms })
        );
        sim.MapPost("/reset", Reset);
    }

    public static void Reset(IServiceProvider services)
    {
        services.GetRequiredService<WebhookSender>().Reset();
        services.GetRequiredService<FaultBoard>().Clear();
        services.GetRequiredService<SettingsHolder>().Reset();
        services.GetRequiredService<CallCounts>().Reset();
        services.GetRequiredService<RefusalLog>().Reset();
        foreach (var provider in services.GetRequiredService<SimulatedProviders>().All)
        {
            provider.Reset(services);
        }
    }

    private static object Refusals(RefusalLog refusals, long after = 0, string? provider = null) =>
        new
        {
            refusals.Total,
            Refusals = refusals.All.Where(refusal =>
                refusal.Number > after && (provider is null || refusal.Provider == provider)
            ),
        };

    private static IResult AddFault(Fault fault, FaultBoard faults, SimulatedProviders providers)
    {
        if (!providers.Names.Contains(fault.Provider))
        {
            return Results.BadRequest(new { Error = $"provider is one of {string.Join(", ", providers.Names)}" });
        }

        if (!FaultKinds.All.Contains(fault.Kind) || fault.Times == 0 || fault.Every < 1)
        {
            return Results.BadRequest(
                new
                {
                    Error = $"kind is one of {string.Join(", ", FaultKinds.All)}; times is not 0; every is 1 or more",
                }
            );
        }

        faults.Add(fault);
        return Results.Ok(faults.All);
    }
}
