namespace Crm.ProviderSimulator.Control;

internal sealed record StateSummary(
    DateTimeOffset Now,
    IReadOnlyDictionary<string, object> Providers,
    int Deliveries,
    int DeliveriesPending,
    long Refusals,
    IReadOnlyList<Fault> Faults,
    SimulatorSettings Settings
);

internal sealed class StateReport(
    TimeProvider clock,
    SimulatedProviders providers,
    IServiceProvider services,
    WebhookSender sender,
    RefusalLog refusals,
    FaultBoard faults,
    SettingsHolder settings
)
{
    public StateSummary Make()
    {
        var deliveries = sender.All;
        return new(
            clock.GetUtcNow(),
            providers
                .All.Where(provider => provider.State is not null)
                .ToDictionary(provider => provider.Name, provider => provider.State!(services), StringComparer.Ordinal),
            deliveries.Count,
            deliveries.Count(delivery => delivery.State == "pending"),
            refusals.Total,
            faults.All,
            settings.Current
        );
    }
}
