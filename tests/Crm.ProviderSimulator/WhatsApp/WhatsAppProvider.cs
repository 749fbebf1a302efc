using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.WhatsApp;

internal static class WhatsAppProvider
{
    public const string Name = "whatsapp";

    public static SimulatedProvider Make() =>
        new(Name, "WhatsApp")
        {
            Hosts = ["lookaside.fbsbx.com"],
            OwnsToo = context => GraphProducts.Of(context) == Name,
            WriteFault = GraphFaults.WriteAsync,
        };
}
