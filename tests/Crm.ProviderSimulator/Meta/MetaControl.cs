using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.Meta.OAuth;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.MetaLeads;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta;

/// <param name="InstagramId">Client id of Instagram's login; the app's own when absent, and so its secret.</param>
internal sealed record MetaAppChange(
    string Secret,
    IReadOnlyList<string>? RedirectUris,
    string? Name,
    string? InstagramId,
    string? InstagramSecret,
    IReadOnlyList<AppSubscription>? Subscriptions,
    bool IsLive = true,
    bool RequiresProof = false
);

/// <param name="People">The tasks of each user; the demo user with all tasks when absent.</param>
internal sealed record MetaPageChange(
    string? Name,
    string? InstagramId,
    string? BusinessId,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? People,
    string? LeadsAccess,
    bool? AllowsApps
);

/// <summary>A token as a test wants it.</summary>
/// <param name="SubjectId">The user, Page or Instagram account; the demo one when absent.</param>
/// <param name="Scopes">All when absent.</param>
/// <param name="ExpiresInSeconds">Never when absent.</param>
internal sealed record PlantedToken(
    TokenKind Kind,
    string? SubjectId,
    string? UserId,
    IReadOnlyList<string>? Scopes,
    IReadOnlyList<string>? Pages,
    int? ExpiresInSeconds,
    int? DataAccessInSeconds,
    string? Value,
    int AgeSeconds = 0,
    bool IsLongLived = true,
    string BusinessId = MetaState.DemoBusiness,
    string AppId = MetaApp.DemoId
);

/// <summary>Which tokens end; what is not given does not narrow.</summary>
/// <param name="Subcode">458 app removed, 460 password changed, 467 invalid and so on.</param>
internal sealed record TokenEnd(
    string? Value,
    string? UserId,
    string? SubjectId,
    int Subcode = 458,
    bool DataAccessOnly = false
)
{
    public bool Hits(GraphToken token) =>
        (Value is null || token.Value == Value)
        && (UserId is null || token.UserId == UserId)
        && (SubjectId is null || token.SubjectId == SubjectId);
}

/// <summary>Any event, also one of a field or a shape that nobody knows.</summary>
internal sealed record RawEventOrder(string Object, string ObjectId, string Field, JsonObject Body) : DeliveryOrder;

/// <summary>What tests may do to what the three products share.</summary>
internal sealed class MetaControl(MetaState state, GraphTokens tokens, MetaWebhooks webhooks, TimeProvider clock)
{
    public IResult PutApp(string appId, MetaAppChange change)
    {
        var old = state.Apps.GetValueOrDefault(appId);
        var app = new MetaApp(
            appId,
            change.Name ?? old?.Name ?? appId,
            change.Secret,
            change.InstagramId ?? appId,
            change.InstagramSecret ?? change.Secret,
            change.RedirectUris ?? old?.RedirectUris ?? [],
            change.IsLive,
            change.RequiresProof
        );
        IEnumerable<AppSubscription>? kept = old?.Subscriptions.Values;
        foreach (var subscription in change.Subscriptions ?? kept ?? [])
        {
            app.Subscriptions[subscription.Object] = subscription;
        }

        state.Apps[appId] = app;
        return Results.NoContent();
    }

    public IResult PutPage(string pageId, MetaPageChange change)
    {
        if (change.LeadsAccess is not (null or MetaPage.Everyone or MetaPage.NoApp or MetaPage.NoPerson))
        {
            return Results.BadRequest(new { Error = "leadsAccess is everyone, no_app or no_person" });
        }

        var old = state.Pages.GetValueOrDefault(pageId);
        state.Pages[pageId] = new(
            pageId,
            change.Name ?? old?.Name ?? "Page",
            change.BusinessId ?? old?.BusinessId ?? MetaState.DemoBusiness,
            change.People
                ?? old?.People
                ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                {
                    [MetaState.DemoUser] = MetaPage.AllTasks,
                },
            change.InstagramId ?? old?.InstagramId,
            change.LeadsAccess ?? old?.LeadsAccess ?? MetaPage.Everyone,
            change.AllowsApps ?? old?.AllowsApps ?? true
        );
        return Results.NoContent();
    }

    public IResult PutUser(string userId, MetaUser user)
    {
        state.Users[userId] = user with { Id = userId };
        return Results.NoContent();
    }

    public IResult PlantToken(PlantedToken planted)
    {
        var subjectId = planted.SubjectId ?? DefaultSubject(planted.Kind);
        var userId =
            planted.UserId ?? (planted.Kind is TokenKind.User or TokenKind.SystemUser ? subjectId : MetaState.DemoUser);
        var now = clock.GetUtcNow();
        var isInstagram = planted.Kind == TokenKind.Instagram;
        var token = tokens.Add(
            new(
                planted.Value ?? GraphTokens.NewValue(planted.Kind),
                planted.Kind,
                planted.AppId,
                subjectId,
                isInstagram ? subjectId : userId,
                planted.Scopes ?? (isInstagram ? DialogScopes.Instagram : DialogScopes.Facebook),
                now.AddSeconds(-planted.AgeSeconds),
                planted.Pages,
                planted.BusinessId,
                planted.IsLongLived
            )
            {
                ExpiresAt = planted.ExpiresInSeconds is { } seconds ? now.AddSeconds(seconds) : null,
                DataAccessExpiresAt = planted.DataAccessInSeconds is { } access ? now.AddSeconds(access) : null,
            }
        );
        return Results.Ok(new { AccessToken = token.Value });
    }

    public IResult Revoke(TokenEnd end) => Results.Ok(new { Revoked = tokens.Kill(end.Hits, end.Subcode) });

    public IResult Expire(TokenEnd end) => Results.Ok(new { Expired = tokens.Expire(end.Hits, end.DataAccessOnly) });

    public async Task<IResult> SendAsync(RawEventOrder order)
    {
        var provider = order.Object switch
        {
            "instagram" => InstagramProvider.Name,
            "whatsapp_business_account" => WhatsAppProvider.Name,
            _ => MetaLeadsProvider.Name,
        };
        return Results.Ok(
            await webhooks.SendAsync(order, [new(provider, order.Object, order.ObjectId, order.Field, order.Body)])
        );
    }

    private static string DefaultSubject(TokenKind kind) =>
        kind switch
        {
            TokenKind.Page => MetaState.DemoPage,
            TokenKind.Instagram => MetaState.DemoInstagram,
            _ => MetaState.DemoUser,
        };
}
