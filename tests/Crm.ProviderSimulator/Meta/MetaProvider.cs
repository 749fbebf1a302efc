using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.OAuth;
using Crm.ProviderSimulator.MetaLeads;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta;

/// <summary>Calls that no single Meta product owns; faults of each of the three meet them.</summary>
internal static class MetaProvider
{
    public const string Name = "meta";

    public static SimulatedProvider Make() =>
        new(Name, "Meta")
        {
            Hosts = [GraphProducts.Host, "www.facebook.com"],
            IsBrowserPage = path => path.StartsWith(DialogEndpoints.FacebookHost, StringComparison.Ordinal),
            WriteFault = GraphFaults.WriteAsync,
            SharedBy = [InstagramProvider.Name, WhatsAppProvider.Name, MetaLeadsProvider.Name],
            State = services => services.GetRequiredService<MetaReport>().Make(),
            Reset = MetaRoutes.Reset,
        };
}
