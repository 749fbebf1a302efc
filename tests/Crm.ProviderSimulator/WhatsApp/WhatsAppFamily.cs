using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Business accounts, numbers, templates and media, for tokens of their own business.</summary>
internal sealed class WhatsAppFamily(
    WhatsAppState state,
    MetaState meta,
    MessageEndpoint messages,
    TemplateEndpoints templates,
    MediaStore media,
    SubscriptionEdges subscriptions,
    ObjectSubscriptions subscribed
) : IGraphFamily
{
    private const string Management = "whatsapp_business_management";

    private static readonly string[] Fields =
    [
        "messages",
        "message_template_status_update",
        "account_update",
        "phone_number_quality_update",
        "user_id_update",
    ];

    public string Provider => WhatsAppProvider.Name;

    public bool Owns(string id) =>
        state.Accounts.ContainsKey(id)
        || state.Numbers.ContainsKey(id)
        || state.Templates.ContainsKey(id)
        || state.Media.ContainsKey(id);

    public Task<IResult> AnswerAsync(GraphCall call, string id, string? edge)
    {
        var accountId =
            state.Numbers.GetValueOrDefault(id)?.AccountId
            ?? state.Templates.GetValueOrDefault(id)?.AccountId
            ?? state.Media.GetValueOrDefault(id)?.AccountId
            ?? id;
        var account = state.Accounts[accountId];
        if (call.Token.BusinessId != account.BusinessId || call.Token.Kind == TokenKind.Page)
        {
            throw call.NotFound(id, "the token belongs to another business");
        }

        return state.Numbers.TryGetValue(id, out var number) ? NumberAsync(call, number, edge)
            : state.Media.TryGetValue(id, out var stored) ? Task.FromResult(Media(call, stored))
            : state.Templates.TryGetValue(id, out var template)
                ? Task.FromResult(
                    Managed(call, () => GraphGate.Ok(TemplateEndpoints.Node(template).Show(call["fields"])))
                )
            : AccountAsync(call, account, edge);
    }

    private Task<IResult> NumberAsync(GraphCall call, PhoneNumber number, string? edge) =>
        (call.Method, edge) switch
        {
            ("GET", null) => Task.FromResult(Managed(call, () => GraphGate.Ok(Node(number).Show(call["fields"])))),
            ("POST", "messages") => messages.SendAsync(call, number),
            ("POST", "media") => media.UploadAsync(call, number),
            _ => throw GraphCall.UnknownEdge(edge),
        };

    private async Task<IResult> AccountAsync(GraphCall call, BusinessAccount account, string? edge)
    {
        call.NeedsScope(Management);
        return (call.Method, edge) switch
        {
            ("GET", null) => GraphGate.Ok(Node(account).Show(call["fields"])),
            ("GET", "phone_numbers") => GraphPaging.Page(
                call,
                state
                    .Numbers.Values.Where(number => number.AccountId == account.Id)
                    .OrderBy(number => number.Id, StringComparer.Ordinal)
                    .Select(Node)
            ),
            ("GET", "message_templates") => templates.List(call, account),
            ("POST", "message_templates") => templates.Create(call, account),
            ("DELETE", "message_templates") => templates.Delete(call, account),
            ("GET", "subscribed_apps") => Subscribed(account),
            ("POST" or "DELETE", "subscribed_apps") => await subscriptions.ObjectAsync(
                call,
                account.Id,
                Fields,
                Fields
            ),
            _ => throw GraphCall.UnknownEdge(edge),
        };
    }

    private IResult Media(GraphCall call, StoredMedia stored)
    {
        call.NeedsScope("whatsapp_business_messaging");
        if (!media.IsAlive(stored))
        {
            throw call.NotFound(stored.Id, "the media is older than WhatsApp keeps it");
        }

        if (call.Method == HttpMethods.Delete)
        {
            state.Media.TryRemove(stored.Id, out _);
            return GraphGate.Success();
        }

        return media.Show(call, stored);
    }

    private IResult Subscribed(BusinessAccount account) =>
        GraphGate.Ok(
            new
            {
                Data = subscribed
                    .AppsOf(account.Id)
                    .Select(appId => new
                    {
                        WhatsappBusinessApiData = new { Id = appId, meta.Apps[appId].Name },
                        OverrideCallbackUri = subscribed.Find(account.Id, appId)?.CallbackOverride,
                    }),
            }
        );

    private static IResult Managed(GraphCall call, Func<IResult> answer)
    {
        call.NeedsScope(Management);
        return answer();
    }

    private static GraphNode Node(BusinessAccount account) =>
        new(
            "WhatsAppBusinessAccount",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = account.Id,
                ["name"] = account.Name,
                ["currency"] = "TRY",
                ["timezone_id"] = "135",
            },
            ["id", "name", "timezone_id"]
        );

    private static GraphNode Node(PhoneNumber number) =>
        new(
            "WhatsAppBusinessPhoneNumber",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = number.Id,
                ["display_phone_number"] = number.DisplayPhoneNumber,
                ["verified_name"] = number.VerifiedName,
                ["quality_rating"] = number.QualityRating,
                ["code_verification_status"] = "VERIFIED",
                ["name_status"] = "APPROVED",
                ["status"] = number.IsRegistered ? "CONNECTED" : "PENDING",
                ["account_mode"] = number.AccountMode,
                ["platform_type"] = number.IsRegistered ? "CLOUD_API" : "NOT_APPLICABLE",
                ["whatsapp_business_manager_messaging_limit"] = "TIER_2K",
                ["throughput"] = new { Level = "STANDARD" },
                ["health_status"] = new
                {
                    CanSendMessage = "AVAILABLE",
                    Entities = new object[]
                    {
                        new
                        {
                            EntityType = "PHONE_NUMBER",
                            number.Id,
                            CanSendMessage = "AVAILABLE",
                        },
                        new
                        {
                            EntityType = "WABA",
                            Id = number.AccountId,
                            CanSendMessage = "AVAILABLE",
                        },
                    },
                },
            },
            [
                "verified_name",
                "code_verification_status",
                "display_phone_number",
                "quality_rating",
                "platform_type",
                "throughput",
                "id",
            ]
        );
}
