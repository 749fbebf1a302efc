using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.TikTokLogin.Consent;

namespace Crm.ProviderSimulator.TikTokLogin;

internal static class LoginRoutes
{
    public static void AddTikTokLogin(this IServiceCollection services) =>
        services
            .AddSingleton(LoginProvider.Make())
            .AddSingleton<LoginClients>()
            .AddSingleton<LoginUsers>()
            .AddSingleton<LoginCodes>()
            .AddSingleton<Grants>()
            .AddSingleton<LoginWebhooks>()
            .AddSingleton<OAuthErrors>()
            .AddSingleton<ApiGate>()
            .AddSingleton<ConsentEndpoints>()
            .AddSingleton<TokenEndpoint>()
            .AddSingleton<RevokeEndpoint>()
            .AddSingleton<UserInfoEndpoint>()
            .AddSingleton<VideoEndpoints>()
            .AddSingleton<LoginControl>()
            .AddSingleton<LoginReport>()
            .AddSingleton<IHomeSection, LoginSection>();

    public static void MapTikTokLogin(this WebApplication app)
    {
        var services = app.Services;
        var consent = services.GetRequiredService<ConsentEndpoints>();
        var videos = services.GetRequiredService<VideoEndpoints>();
        app.MapGet(ConsentEndpoints.Path, consent.Show);
        app.MapPost(ConsentEndpoints.Path, (Delegate)consent.SubmitAsync);
        app.MapPost(TokenEndpoint.Path, (Delegate)services.GetRequiredService<TokenEndpoint>().ExchangeAsync);
        app.MapPost("/v2/oauth/revoke/", (Delegate)services.GetRequiredService<RevokeEndpoint>().RevokeAsync);
        app.MapGet("/v2/user/info/", services.GetRequiredService<UserInfoEndpoint>().Read);
        app.MapPost("/v2/video/list/", (Delegate)videos.ListAsync);
        app.MapPost("/v2/video/query/", (Delegate)videos.QueryAsync);

        app.MapPost("/ui/tiktok-event", LoginSection.SendAsync);

        var control = services.GetRequiredService<LoginControl>();
        var sim = app.MapGroup("/sim/tiktok");
        sim.MapPost("/consent", consent.Consent);
        sim.MapPut("/clients/{clientKey}", control.PutClient);
        sim.MapPut("/users/{openId}", control.PutUser);
        sim.MapPost("/users/{openId}/revoke", (Delegate)control.RevokeUserAsync);
        sim.MapPost("/tokens/expire", control.Expire);
        sim.MapPost("/webhooks", (Delegate)control.SendAsync);
        sim.MapPost("/grants", control.CreateGrants);
        sim.MapPut("/grants/{openId}", control.Plant);
        sim.MapPost("/grants/check", control.CheckPairs);
        sim.MapGet("/grants/{openId}", control.ShowGrants);
    }
}
