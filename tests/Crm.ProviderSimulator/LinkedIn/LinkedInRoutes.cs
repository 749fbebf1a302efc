using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.LinkedIn.Login;
using Crm.ProviderSimulator.LinkedIn.Posts;

namespace Crm.ProviderSimulator.LinkedIn;

internal static class LinkedInRoutes
{
    public static void AddLinkedIn(this IServiceCollection services) =>
        services
            .AddSingleton(LinkedInProvider.Make())
            .AddSingleton<LinkedInState>()
            .AddSingleton<MemberTokens>()
            .AddSingleton<LinkedInConsent>()
            .AddSingleton<LinkedInTokens>()
            .AddSingleton<LinkedInRefusals>()
            .AddSingleton<RestGate>()
            .AddSingleton<ProfileEndpoints>()
            .AddSingleton<PostStore>()
            .AddSingleton<PostEndpoints>()
            .AddSingleton<ImageEndpoints>()
            .AddSingleton<LinkedInControl>()
            .AddSingleton<IHomeSection, LinkedInSection>();

    public static void MapLinkedIn(this WebApplication app)
    {
        var services = app.Services;
        var consent = services.GetRequiredService<LinkedInConsent>();
        app.MapGet(consent.Path, consent.Show);
        app.MapPost(consent.Path, (Delegate)consent.SubmitAsync);

        var tokens = services.GetRequiredService<LinkedInTokens>();
        app.MapPost(LinkedInTokens.Path, (Delegate)tokens.ExchangeAsync);
        app.MapPost("/www.linkedin.com/oauth/v2/introspectToken", (Delegate)tokens.IntrospectAsync);
        app.MapPost("/www.linkedin.com/oauth/v2/revoke", (Delegate)tokens.RevokeAsync);

        MapApi(app);
        MapSim(app, consent);
    }

    private static void MapApi(WebApplication app)
    {
        var services = app.Services;
        var api = app.MapGroup("/api.linkedin.com");
        var profile = services.GetRequiredService<ProfileEndpoints>();
        api.MapGet("/v2/userinfo", profile.UserInfo);
        api.MapGet("/v2/me", profile.Me);
        api.MapGet("/rest/organizationAcls", profile.Organizations);
        api.MapGet("/rest/organizations/{id}", profile.Organization);

        var posts = services.GetRequiredService<PostEndpoints>();
        api.MapPost("/rest/posts", (Delegate)posts.CreateAsync);
        api.MapGet("/rest/posts", posts.Find);
        api.MapGet("/rest/posts/{urn}", posts.Read);
        api.MapDelete("/rest/posts/{urn}", posts.Delete);
        api.MapPost("/rest/posts/{urn}", (Delegate)posts.UpdateAsync);

        var images = services.GetRequiredService<ImageEndpoints>();
        api.MapPost("/rest/images", (Delegate)images.InitializeAsync);
        app.MapPut($"{ImageEndpoints.UploadPath}/{{urn}}", (Delegate)images.UploadAsync);

        var refusals = services.GetRequiredService<LinkedInRefusals>();
        api.Map(
            "/{**path}",
            (HttpContext context) =>
                refusals.Refuse(context, new(404, "RESOURCE_NOT_FOUND", "No such resource or method"))
        );
    }

    private static void MapSim(WebApplication app, LinkedInConsent consent)
    {
        var control = app.Services.GetRequiredService<LinkedInControl>();
        var sim = app.MapGroup("/sim/linkedin");
        sim.MapPost("/consent", consent.Order);
        sim.MapPut("/apps/{clientId}", control.PutApp);
        sim.MapPut("/tokens/{token}", control.PutToken);
        sim.MapPost("/tokens/expire", control.Expire);
        sim.MapPost("/members/{member}/revoke", control.Revoke);
        sim.MapGet("/posts", control.ListPosts);
        sim.MapPut("/settings", control.ChangeSettings);
    }
}
