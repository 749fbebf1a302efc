using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.BeyondVisit;

internal static class BeyondVisitProvider
{
    public static SimulatedProvider Make() =>
        new("beyondvisit", "BeyondVisit")
        {
            OwnsToo = context => context.Request.Path.StartsWithSegments("/beyondvisit", StringComparison.Ordinal),
            IsBrowserPage = path => path.StartsWith("/beyondvisit/external/Login/", StringComparison.Ordinal),
            WriteFault = (context, _, status) => BeyondVisitFaults.WriteAsync(context, status),
            State = services => services.GetRequiredService<BeyondVisitState>().Summary,
            Reset = services => services.GetRequiredService<BeyondVisitState>().Reset(),
        };
}
