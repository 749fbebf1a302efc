using Crm.ProviderSimulator.GoogleLeadForm.Accounts;
using Crm.ProviderSimulator.GoogleLeadForm.Ads;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal static class GoogleRoutes
{
    public static void AddGoogleLeadForm(this IServiceCollection services) =>
        services
            .AddSingleton(GoogleProvider.Make())
            .AddSingleton<GoogleGrants>()
            .AddSingleton<GoogleConsent>()
            .AddSingleton<GoogleTokens>()
            .AddSingleton<AdsGate>()
            .AddSingleton<AdsRefusals>()
            .AddSingleton<AdsEndpoints>()
            .AddSingleton<LeadSender>()
            .AddSingleton<GoogleControl>()
            .AddSingleton<IHomeSection, GoogleSection>();

    public static void MapGoogleLeadForm(this WebApplication app)
    {
        var services = app.Services;
        var consent = services.GetRequiredService<GoogleConsent>();
        app.MapGet(consent.Path, consent.Show);
        app.MapPost(consent.Path, (Delegate)consent.SubmitAsync);

        var tokens = services.GetRequiredService<GoogleTokens>();
        app.MapPost(GoogleTokens.Path, (Delegate)tokens.ExchangeAsync);
        app.MapPost("/oauth2.googleapis.com/revoke", (Delegate)tokens.RevokeAsync);

        var ads = services.GetRequiredService<AdsEndpoints>();
        var api = app.MapGroup("/googleads.googleapis.com/v{version}");
        api.MapGet("/customers:listAccessibleCustomers", ads.Accessible);
        api.MapPost("/customers/{customerId}/googleAds:searchStream", (Delegate)ads.SearchAsync);

        var control = services.GetRequiredService<GoogleControl>();
        var sim = app.MapGroup("/sim/google-lead-form");
        sim.MapPost("/leads", (Delegate)control.SubmitAsync);
        sim.MapGet("/leads", control.ListLeads);
        sim.MapPost("/consent", consent.Order);
        sim.MapPut("/clients/{clientId}", control.PutClient);
        sim.MapPut("/refresh-tokens/{token}", control.PutRefreshToken);
        sim.MapPost("/tokens/expire", control.ExpireAccess);
        sim.MapPost("/revoke", control.Revoke);
        sim.MapPut("/developer-tokens/{token}", control.PutDeveloperToken);
        sim.MapPut("/settings", control.ChangeSettings);
        app.MapPost("/ui/google-lead", GoogleSection.SubmitAsync);
    }
}
