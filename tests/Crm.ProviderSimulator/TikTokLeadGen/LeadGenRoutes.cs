using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed record BusinessAppChange(string Secret, IReadOnlyList<string> RedirectUris);

/// <param name="Polls">How often an export must be asked for before it is ready.</param>
internal sealed record ExportChange(int Polls = 2, bool Zipped = false);

internal sealed record PlantedToken(
    IReadOnlyList<string> AdvertiserIds,
    IReadOnlyList<int>? Scopes,
    string AppId = BusinessApp.DemoId
);

internal static class LeadGenRoutes
{
    private const string Api = "/open_api/v1.3";

    public static void AddTikTokLeadGen(this IServiceCollection services) =>
        services
            .AddSingleton(LeadGenProvider.Make())
            .AddSingleton<LeadGenState>()
            .AddSingleton<LeadIds>()
            .AddSingleton<BusinessGate>()
            .AddSingleton<PortalConsent>()
            .AddSingleton<BusinessAuth>()
            .AddSingleton<LeadWebhooks>()
            .AddSingleton<FormEndpoints>()
            .AddSingleton<SubscriptionEndpoints>()
            .AddSingleton<LeadEndpoints>()
            .AddSingleton<ExportEndpoints>()
            .AddSingleton<MockLeadEndpoints>()
            .AddSingleton<IHomeSection, LeadGenSection>();

    public static void MapTikTokLeadGen(this WebApplication app)
    {
        var services = app.Services;
        var consent = services.GetRequiredService<PortalConsent>();
        app.MapGet(PortalConsent.Path, consent.Show);
        app.MapPost(PortalConsent.Path, (Delegate)consent.SubmitAsync);

        var api = app.MapGroup(Api);
        var auth = services.GetRequiredService<BusinessAuth>();
        api.MapPost("/oauth2/access_token/", (Delegate)auth.ExchangeAsync);
        api.MapGet("/oauth2/advertiser/get/", auth.Advertisers);
        api.MapPost("/oauth2/revoke_token/", (Delegate)auth.RevokeAsync);
        MapLeads(api, services);
        MapSim(app, services, consent);
        app.MapPost("/ui/tiktok-lead", LeadGenSection.SubmitAsync);

        var gate = services.GetRequiredService<BusinessGate>();
        api.Map("/{**path}", (HttpContext context) => gate.Refuse(context, 40400, "Route not found."));
    }

    private static void MapLeads(RouteGroupBuilder api, IServiceProvider services)
    {
        var forms = services.GetRequiredService<FormEndpoints>();
        api.MapGet("/page/get/", forms.List);
        api.MapGet("/lead/field/get/", forms.Fields);
        api.MapGet("/page/field/get/", forms.Fields);
        api.MapGet("/lead/get/", services.GetRequiredService<LeadEndpoints>().Get);

        var subscriptions = services.GetRequiredService<SubscriptionEndpoints>();
        api.MapPost("/subscription/subscribe/", (Delegate)subscriptions.SubscribeAsync);
        api.MapGet("/subscription/get/", subscriptions.List);
        api.MapPost("/subscription/unsubscribe/", (Delegate)subscriptions.UnsubscribeAsync);

        var exports = services.GetRequiredService<ExportEndpoints>();
        api.MapPost("/page/lead/task/", (Delegate)exports.TaskAsync);
        api.MapGet("/page/lead/task/download/", exports.Download);

        var mocks = services.GetRequiredService<MockLeadEndpoints>();
        api.MapPost("/page/lead/mock/create/", (Delegate)mocks.CreateAsync);
        api.MapGet("/page/lead/mock/get/", mocks.Get);
        api.MapPost("/page/lead/mock/delete/", (Delegate)mocks.DeleteAsync);
    }

    private static void MapSim(WebApplication app, IServiceProvider services, PortalConsent consent)
    {
        var state = services.GetRequiredService<LeadGenState>();
        var leads = app.MapGroup("/sim/tiktok-leadgen");
        leads.MapPost("/consent", consent.Consent);
        leads.MapPost("/leads", (Delegate)services.GetRequiredService<LeadWebhooks>().SubmitAsync);
        leads.MapPut(
            "/tokens/{token}",
            (string token, PlantedToken planted) =>
            {
                var scopes = planted.Scopes ?? [.. BusinessScopes.All.Keys];
                state.PlantToken(token, new(planted.AppId, planted.AdvertiserIds, scopes));
                return Results.NoContent();
            }
        );
        leads.MapPost(
            "/exports",
            (ExportChange change) =>
            {
                (state.ExportPolls, state.ExportsAreZipped) = (change.Polls, change.Zipped);
                return Results.NoContent();
            }
        );
        leads.MapGet("/advertisers", () => Advertiser.Demo);
        leads.MapPost(
            "/advertisers/{advertiserId}/revoke",
            (string advertiserId) => Results.Ok(new { Revoked = state.RevokeAdvertiser(advertiserId) })
        );
        app.MapPut(
            "/sim/tiktok-business/apps/{appId}",
            (string appId, BusinessAppChange change) =>
            {
                state.Apps[appId] = new(appId, change.Secret, change.RedirectUris);
                return Results.NoContent();
            }
        );
    }
}
