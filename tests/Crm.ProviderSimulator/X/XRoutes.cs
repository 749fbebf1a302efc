using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.X.Media;
using Crm.ProviderSimulator.X.OAuth1;
using Crm.ProviderSimulator.X.OAuth2;
using Crm.ProviderSimulator.X.Posts;

namespace Crm.ProviderSimulator.X;

internal static class XRoutes
{
    public static void AddX(this IServiceCollection services) =>
        services
            .AddSingleton(XProvider.Make())
            .AddSingleton<Switches<XSettings>>()
            .AddSingleton<XApps>()
            .AddSingleton<XUsers>()
            .AddSingleton<RateLimits>()
            .AddSingleton<XProblems>()
            .AddSingleton<Nonces>()
            .AddSingleton<UserTokens>()
            .AddSingleton<RequestTokens>()
            .AddSingleton<OAuth1Check>()
            .AddSingleton<OAuth1Consent>()
            .AddSingleton<ThreeLeggedEndpoints>()
            .AddSingleton<XCodes>()
            .AddSingleton<XGrants>()
            .AddSingleton<OAuth2Consent>()
            .AddSingleton<OAuth2Endpoints>()
            .AddSingleton<XGate>()
            .AddSingleton<PostStore>()
            .AddSingleton<PostEndpoints>()
            .AddSingleton<ReadEndpoints>()
            .AddSingleton<MeEndpoint>()
            .AddSingleton<MediaUploads>()
            .AddSingleton<MediaEndpoints>()
            .AddSingleton<XFaults>()
            .AddSingleton<XControl>()
            .AddSingleton<IHomeSection, XSection>();

    public static void MapX(this WebApplication app)
    {
        MapOAuth(app);
        MapApi(app);

        var control = app.Services.GetRequiredService<XControl>();
        var sim = app.MapGroup("/sim/x");
        sim.MapSettings(app.Services.GetRequiredService<Switches<XSettings>>());
        sim.MapPut("/apps/{apiKey}", control.PutApp);
        sim.MapPut("/users/{id}", control.PutUser);
        sim.MapPost("/consent", control.Consent);
        sim.MapPost("/tokens/revoke", control.Revoke);
        sim.MapPost("/tokens/expire", control.Expire);
        sim.MapPost("/tokens/access", control.SetAccess);
        sim.MapGet("/users/{id}/posts", control.Posts);
        sim.MapPost("/users/{id}/posts", control.AddPost);
        sim.MapGet(
            "/users/{id}/media/{mediaId}/alt-text",
            (string id, string mediaId, MediaUploads uploads, XUsers users) =>
                users.Find(id) is { } user ? uploads.Find(mediaId, user)?.AltText : null
        );
        sim.MapPost("/posts/{postId}/metrics", control.SetMetrics);
        sim.MapDelete("/posts/{postId}", control.DeletePost);
    }

    public static void Reset(IServiceProvider services)
    {
        services.GetRequiredService<Switches<XSettings>>().Reset();
        services.GetRequiredService<XApps>().Reset();
        services.GetRequiredService<XUsers>().Reset();
        services.GetRequiredService<RateLimits>().Reset();
        services.GetRequiredService<Nonces>().Reset();
        services.GetRequiredService<UserTokens>().Reset();
        services.GetRequiredService<RequestTokens>().Reset();
        services.GetRequiredService<XCodes>().Reset();
        services.GetRequiredService<XGrants>().Reset();
        services.GetRequiredService<PostStore>().Reset();
        services.GetRequiredService<MediaUploads>().Reset();
    }

    private static void MapOAuth(WebApplication app)
    {
        var legs = app.Services.GetRequiredService<ThreeLeggedEndpoints>();
        app.MapPost("/oauth/request_token", (Delegate)legs.RequestTokenAsync);
        app.MapPost("/oauth/access_token", (Delegate)legs.AccessTokenAsync);
        app.MapPost("/1.1/oauth/invalidate_token.json", (Delegate)legs.InvalidateAsync);
        var page1 = app.Services.GetRequiredService<OAuth1Consent>();
        foreach (var path in (string[])[OAuth1Consent.Authorize, OAuth1Consent.Authenticate])
        {
            app.MapGet(path, page1.Show);
            app.MapPost(path, (Delegate)page1.SubmitAsync);
        }

        var page2 = app.Services.GetRequiredService<OAuth2Consent>();
        app.MapGet(OAuth2Consent.Path, page2.Show);
        app.MapPost(OAuth2Consent.Path, (Delegate)page2.SubmitAsync);
        var oauth2 = app.Services.GetRequiredService<OAuth2Endpoints>();
        app.MapPost(OAuth2Endpoints.TokenPath, (Delegate)oauth2.TokenAsync);
        app.MapPost("/2/oauth2/revoke", (Delegate)oauth2.RevokeAsync);
    }

    private static void MapApi(WebApplication app)
    {
        var posts = app.Services.GetRequiredService<PostEndpoints>();
        app.MapPost("/2/tweets", (Delegate)posts.CreateAsync);
        app.MapDelete("/2/tweets/{id}", posts.DeleteAsync);
        var reads = app.Services.GetRequiredService<ReadEndpoints>();
        app.MapGet("/2/tweets", (Delegate)reads.ManyAsync);
        app.MapGet("/2/tweets/{id}", reads.OneAsync);
        app.MapGet("/2/users/{id}/tweets", reads.TimelineAsync);
        app.MapGet("/2/users/me", (Delegate)app.Services.GetRequiredService<MeEndpoint>().ReadAsync);
        var media = app.Services.GetRequiredService<MediaEndpoints>();
        app.MapPost("/2/media/upload", (Delegate)media.UploadAsync);
        app.MapGet("/2/media/upload", (Delegate)media.StatusAsync);
        app.MapPost("/2/media/metadata", (Delegate)media.DescribeAsync);
        app.MapPost("/2/media/upload/initialize", (Delegate)media.InitializeAsync);
        app.MapPost("/2/media/upload/{id}/append", media.AppendAsync);
        app.MapPost("/2/media/upload/{id}/finalize", media.FinalizeAsync);
    }
}
