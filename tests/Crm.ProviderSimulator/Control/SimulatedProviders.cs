namespace Crm.ProviderSimulator.Control;

/// <summary>Which simulated provider a call belongs to; one process plays all hosts, since their paths never meet.</summary>
internal sealed class SimulatedProviders(IEnumerable<SimulatedProvider> providers)
{
    public IReadOnlyList<SimulatedProvider> All { get; } = [.. providers];

    public IEnumerable<string> Names => All.Select(provider => provider.Name);

    public SimulatedProvider Named(string name) => All.First(provider => provider.Name == name);

    /// <summary>Decided once a call, before it changes anything.</summary>
    public SimulatedProvider? Of(HttpContext context)
    {
        if (!context.Items.TryGetValue(typeof(SimulatedProviders), out var known))
        {
            known = All.FirstOrDefault(provider => provider.Owns(context));
            context.Items[typeof(SimulatedProviders)] = known;
        }

        return (SimulatedProvider?)known;
    }
}
