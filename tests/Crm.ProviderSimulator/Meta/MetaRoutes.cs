using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.OAuth;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.MetaLeads;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta;

/// <summary>The graph with all that lives on it. Each host is a first path segment, so that they fit one process.</summary>
internal static class MetaRoutes
{
    private const string Graph = "/graph.facebook.com/{version}";

    public static void AddMeta(this IServiceCollection services)
    {
        services
            .AddSingleton<MetaState>()
            .AddSingleton<MetaIds>()
            .AddSingleton<GraphTokens>()
            .AddSingleton<GraphGate>()
            .AddSingleton<GraphUsage>()
            .AddSingleton<GraphEndpoint>()
            .AddSingleton<PageNodes>()
            .AddSingleton<DialogCodes>()
            .AddSingleton<DialogEndpoints>()
            .AddSingleton<FacebookTokenEndpoint>()
            .AddSingleton<DebugTokenEndpoint>()
            .AddSingleton<ObjectSubscriptions>()
            .AddSingleton<SubscriptionEdges>()
            .AddSingleton<MetaWebhooks>()
            .AddSingleton<Handshake>()
            .AddSingleton<MetaControl>()
            .AddSingleton<MetaReport>()
            .AddSingleton<GraphProducts>()
            .AddSingleton<IHomeSection, MetaSection>()
            .AddSingleton<IGraphFamily, PeopleFamily>();
        services.AddMetaLeads();
        services.AddWhatsApp();
        services.AddInstagram();
        // The last: what none of the three owns.
        services.AddSingleton(MetaProvider.Make());
    }

    public static void MapMeta(this WebApplication app)
    {
        var services = app.Services;
        var dialog = services.GetRequiredService<DialogEndpoints>();
        const string Dialog = DialogEndpoints.FacebookHost + "{version}/dialog/oauth";
        app.MapGet(Dialog, dialog.Show);
        app.MapPost(Dialog, (Delegate)dialog.SubmitAsync);
        app.MapGet(DialogEndpoints.InstagramPath, dialog.Show);
        app.MapPost(DialogEndpoints.InstagramPath, (Delegate)dialog.SubmitAsync);

        var tokens = services.GetRequiredService<FacebookTokenEndpoint>();
        app.MapMethods($"{Graph}/oauth/access_token", ["GET", "POST"], tokens.ExchangeAsync);
        app.MapGet($"{Graph}/debug_token", services.GetRequiredService<DebugTokenEndpoint>().InspectAsync);
        app.Map($"{Graph}/{{id}}/{{edge?}}", services.GetRequiredService<GraphEndpoint>().FacebookAsync);

        app.MapMetaLeads();
        app.MapWhatsApp();
        app.MapInstagram();
        MapSim(app, services);
        app.MapPost("/ui/meta-lead", MetaSection.SubmitLeadAsync);
    }

    public static void Reset(IServiceProvider services)
    {
        services.GetRequiredService<MetaState>().Reset();
        services.GetRequiredService<GraphTokens>().Reset();
        services.GetRequiredService<GraphUsage>().Reset();
        services.GetRequiredService<DialogCodes>().Reset();
        services.GetRequiredService<ObjectSubscriptions>().Reset();
        InstagramRoutes.Reset(services);
        services.GetRequiredService<LeadState>().Reset();
        WhatsAppRoutes.Reset(services);
        MetaDemo.Plant(services);
    }

    private static void MapSim(WebApplication app, IServiceProvider services)
    {
        var control = services.GetRequiredService<MetaControl>();
        var state = services.GetRequiredService<MetaState>();
        var handshake = services.GetRequiredService<Handshake>();
        var sim = app.MapGroup("/sim/meta");
        sim.MapSettings(state.Settings);
        sim.MapPut("/apps/{appId}", control.PutApp);
        sim.MapPut("/pages/{pageId}", control.PutPage);
        sim.MapPut("/users/{userId}", control.PutUser);
        sim.MapPost("/tokens", control.PlantToken);
        sim.MapPost("/tokens/revoke", control.Revoke);
        sim.MapPost("/tokens/expire", control.Expire);
        sim.MapPost("/webhooks", (Delegate)control.SendAsync);
        sim.MapPost(
            "/handshake",
            (HandshakeOrder order, CancellationToken cancellationToken) =>
                handshake.CheckAsync(order, cancellationToken)
        );
        MetaDemo.Plant(services);
    }
}
