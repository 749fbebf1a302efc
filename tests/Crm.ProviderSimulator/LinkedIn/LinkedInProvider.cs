using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.LinkedIn;

internal static class LinkedInProvider
{
    // Pages and token calls share a host.
    private const string ConsentPage = "/www.linkedin.com/oauth/v2/authorization";

    public static SimulatedProvider Make() =>
        new("linkedin", "LinkedIn")
        {
            Hosts = ["www.linkedin.com", "api.linkedin.com"],
            IsBrowserPage = path => path.StartsWith(ConsentPage, StringComparison.Ordinal),
            WriteFault = (context, _, status) => LinkedInFaults.WriteAsync(context, status),
            State = services => services.GetRequiredService<LinkedInControl>().Summary,
            Reset = services => services.GetRequiredService<LinkedInControl>().Reset(),
        };
}
