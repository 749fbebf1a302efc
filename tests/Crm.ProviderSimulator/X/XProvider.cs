using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.X.OAuth1;
using Crm.ProviderSimulator.X.OAuth2;

namespace Crm.ProviderSimulator.X;

internal static class XProvider
{
    private static readonly string[] Pages = [OAuth2Consent.Path, OAuth1Consent.Authorize, OAuth1Consent.Authenticate];

    // Other providers have paths below /oauth/ too.
    private static readonly string[] OAuthCalls = ["/oauth/request_token", "/oauth/access_token"];

    public static SimulatedProvider Make() =>
        new("x", "X")
        {
            OwnsToo = context => Owns(context.Request.Path),
            IsBrowserPage = Pages.Contains,
            WriteFault = (context, fault, status) =>
                context.RequestServices.GetRequiredService<XFaults>().WriteAsync(context, fault, status),
            State = services => services.GetRequiredService<XControl>().State(),
            Reset = XRoutes.Reset,
        };

    private static bool Owns(PathString path) =>
        path.StartsWithSegments("/2", StringComparison.Ordinal)
        || path.StartsWithSegments("/1.1", StringComparison.Ordinal)
        || Pages.Contains(path.Value)
        || OAuthCalls.Contains(path.Value);
}
