using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.MetaLeads;

internal static class MetaLeadsProvider
{
    public const string Name = "meta-leads";

    public static SimulatedProvider Make() =>
        new(Name, "Meta Lead Ads")
        {
            OwnsToo = context => GraphProducts.Of(context) == Name,
            WriteFault = GraphFaults.WriteAsync,
        };
}
