using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal static class GoogleProvider
{
    public const string Name = "google-lead-form";

    public static SimulatedProvider Make() =>
        new(Name, "Google")
        {
            Hosts = ["accounts.google.com", "oauth2.googleapis.com", "googleads.googleapis.com"],
            IsBrowserPage = path => path.StartsWith("/accounts.google.com/", StringComparison.Ordinal),
            WriteFault = (context, _, status) => GoogleFaults.WriteAsync(context, status),
            State = services => services.GetRequiredService<LeadSender>().Summary,
            Reset = services => services.GetRequiredService<GoogleControl>().Reset(),
        };
}
