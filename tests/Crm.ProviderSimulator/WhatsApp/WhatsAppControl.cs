using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.WhatsApp;

internal sealed record AccountChange(string Name = "WABA", string BusinessId = MetaState.DemoBusiness);

internal sealed record NumberChange(
    string? DisplayPhoneNumber,
    string? VerifiedName,
    IReadOnlyList<string>? AllowList,
    string? AccountMode,
    string? QualityRating,
    bool? IsRegistered,
    string AccountId = WhatsAppState.DemoAccount
);

internal sealed record PersonChange(
    string? UserId,
    string? Name,
    string? Username,
    bool HidesPhone = false,
    int? RefusalCode = null
);

/// <summary>A template is added or changed; subscribers are told, or <see cref="DeliveryOrder.Target"/> alone.</summary>
internal sealed record TemplateChange : DeliveryOrder
{
    public string AccountId { get; init; } = WhatsAppState.DemoAccount;

    public string? Category { get; init; }

    public JsonArray? Components { get; init; }

    public string? Status { get; init; }
}

/// <summary>What tests may do to WhatsApp.</summary>
internal sealed class WhatsAppControl(WhatsAppState state, People people, MetaIds ids, WhatsAppWebhooks webhooks)
{
    public IResult PutAccount(string accountId, AccountChange change)
    {
        state.Accounts[accountId] = new(accountId, change.BusinessId, change.Name);
        return Results.NoContent();
    }

    public IResult PutNumber(string numberId, NumberChange change)
    {
        if (!state.Accounts.ContainsKey(change.AccountId))
        {
            return Results.BadRequest(new { Error = "unknown accountId" });
        }

        var old = state.Numbers.GetValueOrDefault(numberId);
        state.Numbers[numberId] = new(
            numberId,
            change.AccountId,
            change.DisplayPhoneNumber ?? old?.DisplayPhoneNumber ?? "+90 555 000 00 09",
            change.VerifiedName ?? old?.VerifiedName ?? "Number",
            change.AllowList ?? old?.AllowList ?? [],
            change.AccountMode ?? old?.AccountMode ?? PhoneNumber.Live,
            change.QualityRating ?? old?.QualityRating ?? "GREEN",
            change.IsRegistered ?? old?.IsRegistered ?? true
        );
        return Results.NoContent();
    }

    public IResult PutPerson(string waId, PersonChange change)
    {
        var old = people.ByPhone(waId);
        return Results.Ok(
            people.Put(
                old with
                {
                    UserId = change.UserId ?? old.UserId,
                    Name = change.Name ?? old.Name,
                    Username = change.Username ?? old.Username,
                    HidesPhone = change.HidesPhone,
                    RefusalCode = change.RefusalCode,
                }
            )
        );
    }

    public async Task<IResult> PutTemplateAsync(string name, string language, TemplateChange change)
    {
        if (change.Status is { } status && !Template.Statuses.Contains(status))
        {
            return Results.BadRequest(new { Error = $"status is one of {string.Join(", ", Template.Statuses)}" });
        }

        var old = state
            .TemplatesOf(change.AccountId)
            .FirstOrDefault(found => found.Name == name && found.Language == language);
        var template = new Template(
            old?.Id ?? ids.Next("107"),
            change.AccountId,
            name,
            language,
            change.Category ?? old?.Category ?? "UTILITY",
            change.Components ?? old?.Components ?? [new JsonObject { ["type"] = "BODY", ["text"] = "Merhaba" }],
            change.Status ?? old?.Status ?? Template.Approved
        );
        state.Templates[template.Id] = template;
        return Results.Ok(
            new
            {
                template.Id,
                Deliveries = template.Status == old?.Status ? [] : await webhooks.TellAsync(change, template),
            }
        );
    }

    public IResult Show() =>
        Results.Ok(
            new
            {
                Accounts = state.Accounts.Values,
                Numbers = state.Numbers.Values,
                Templates = state.Templates.Values.OrderBy(template => template.Id, StringComparer.Ordinal),
                Sent = state.Sent.Values.OrderBy(message => message.AcceptedAt),
                Inbound = state.Inbound.Select(pair => new { Id = pair.Key, IsRead = pair.Value }),
            }
        );
}

internal static class WhatsAppRoutes
{
    public static void AddWhatsApp(this IServiceCollection services) =>
        services
            .AddSingleton(WhatsAppProvider.Make())
            .AddSingleton<WhatsAppState>()
            .AddSingleton<People>()
            .AddSingleton<MessageRules>()
            .AddSingleton<TemplateRules>()
            .AddSingleton<SendLimits>()
            .AddSingleton<MediaStore>()
            .AddSingleton<MessageEndpoint>()
            .AddSingleton<TemplateEndpoints>()
            .AddSingleton<WhatsAppWebhooks>()
            .AddSingleton<WhatsAppControl>()
            .AddSingleton<IGraphFamily, WhatsAppFamily>();

    public static void MapWhatsApp(this WebApplication app)
    {
        var services = app.Services;
        app.MapGet(MediaStore.Path + "{key}", services.GetRequiredService<MediaStore>().DownloadAsync);

        var control = services.GetRequiredService<WhatsAppControl>();
        var webhooks = services.GetRequiredService<WhatsAppWebhooks>();
        var state = services.GetRequiredService<WhatsAppState>();
        var sim = app.MapGroup("/sim/whatsapp");
        sim.MapPut("/accounts/{accountId}", control.PutAccount);
        sim.MapPut("/numbers/{numberId}", control.PutNumber);
        sim.MapPut("/people/{waId}", control.PutPerson);
        sim.MapPut("/templates/{name}/{language}", control.PutTemplateAsync);
        sim.MapPost("/messages", (InboundOrder order) => webhooks.ReceiveAsync(order));
        sim.MapPost("/statuses", (StatusOrder order) => webhooks.TellAsync(order));
        sim.MapGet("/state", control.Show);
        sim.MapSettings(state.Settings);
    }

    public static void Reset(IServiceProvider services)
    {
        services.GetRequiredService<WhatsAppState>().Reset();
        services.GetRequiredService<People>().Reset();
        services.GetRequiredService<SendLimits>().Reset();
    }
}
