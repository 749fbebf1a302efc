using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.OAuth;

namespace Crm.ProviderSimulator.Instagram;

internal static class InstagramProvider
{
    public const string Name = "instagram";

    public static SimulatedProvider Make() =>
        new(Name, "Instagram")
        {
            Hosts = ["graph.instagram.com", "api.instagram.com", "www.instagram.com"],
            OwnsToo = context => GraphProducts.Of(context) == Name,
            IsBrowserPage = path => path.StartsWith(DialogEndpoints.InstagramHost, StringComparison.Ordinal),
            WriteFault = GraphFaults.WriteAsync,
        };
}
