using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.OAuth;

namespace Crm.ProviderSimulator.Instagram;

internal sealed record InstagramAccountChange(
    string? AppScopedId,
    string? Username,
    string? Name,
    string? AccountType,
    int? QuotaTotal
);

internal static class InstagramRoutes
{
    public static void AddInstagram(this IServiceCollection services) =>
        services
            .AddSingleton(InstagramProvider.Make())
            .AddSingleton<InstagramAccounts>()
            .AddSingleton<InstagramState>()
            .AddSingleton<InstagramNodes>()
            .AddSingleton<MediaFetcher>()
            .AddSingleton<ContainerEndpoint>()
            .AddSingleton<PublishEndpoint>()
            .AddSingleton<InstagramTokenEndpoint>()
            .AddSingleton<InstagramWebhooks>()
            .AddSingleton<IGraphFamily, InstagramFamily>();

    public static void MapInstagram(this WebApplication app)
    {
        var services = app.Services;
        var tokens = services.GetRequiredService<InstagramTokenEndpoint>();
        app.MapPost("/api.instagram.com/oauth/access_token", (Delegate)tokens.ExchangeAsync);
        app.MapGet("/graph.instagram.com/access_token", (Delegate)tokens.LengthenAsync);
        app.MapGet("/graph.instagram.com/refresh_access_token", (Delegate)tokens.RefreshAsync);
        app.Map(
            "/graph.instagram.com/{version}/{id}/{edge?}",
            services.GetRequiredService<GraphEndpoint>().InstagramAsync
        );

        var accounts = services.GetRequiredService<InstagramAccounts>();
        var state = services.GetRequiredService<InstagramState>();
        var webhooks = services.GetRequiredService<InstagramWebhooks>();
        var sim = app.MapGroup("/sim/instagram");
        sim.MapPost("/consent", services.GetRequiredService<DialogEndpoints>().Consent);
        sim.MapPut(
            "/accounts/{accountId}",
            (string accountId, InstagramAccountChange change) => Put(accounts, accountId, change)
        );
        sim.MapPost("/comments", (InstagramOrder order) => webhooks.CommentAsync(order));
        sim.MapPost("/messages", (InstagramOrder order) => webhooks.MessageAsync(order));
        sim.MapGet("/posts", () => state.Posts.Values.OrderBy(post => post.Id, StringComparer.Ordinal));
        sim.MapSettings(state.Settings);
    }

    public static void Reset(IServiceProvider services)
    {
        services.GetRequiredService<InstagramAccounts>().Reset();
        services.GetRequiredService<InstagramState>().Reset();
    }

    private static IResult Put(InstagramAccounts accounts, string accountId, InstagramAccountChange change)
    {
        if (
            change.AccountType
            is not (null or InstagramAccount.Business or InstagramAccount.Creator or InstagramAccount.Personal)
        )
        {
            return Results.BadRequest(new { Error = "accountType is BUSINESS, MEDIA_CREATOR or PERSONAL" });
        }

        var old = accounts.Find(accountId);
        accounts.Put(
            new(
                accountId,
                change.AppScopedId ?? old?.AppScopedId ?? $"9{accountId}",
                change.Username ?? old?.Username ?? "account",
                change.Name ?? old?.Name ?? "Account",
                change.AccountType ?? old?.AccountType ?? InstagramAccount.Business,
                change.QuotaTotal ?? old?.QuotaTotal ?? 50
            )
        );
        return Results.NoContent();
    }
}
