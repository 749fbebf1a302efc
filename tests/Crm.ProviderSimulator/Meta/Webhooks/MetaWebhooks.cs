using System.Text;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta.Webhooks;

/// <summary>Where deliveries go and how they misbehave; the orders of the three products share it.</summary>
internal record DeliveryOrder
{
    /// <summary>Without it every subscribed app gets its copy; with it nothing has to be subscribed.</summary>
    public Uri? Target { get; init; }

    /// <summary>How often each body is sent, as at-least-once delivery does.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Every event in a body of its own, the last first.</summary>
    public bool Reorder { get; init; }

    public int DelayMs { get; init; }

    /// <summary>One of <see cref="MetaSignature.Kinds"/>.</summary>
    public string Signature { get; init; } = MetaSignature.Right;

    /// <summary>Without the odd white space.</summary>
    public bool Compact { get; init; }

    /// <summary>Whose secret signs what goes to <see cref="Target"/>.</summary>
    public string AppId { get; init; } = MetaApp.DemoId;
}

/// <summary>One body for one object.</summary>
/// <param name="Object">page, instagram or whatsapp_business_account</param>
/// <param name="ObjectId">Whose subscriptions decide who receives it.</param>
internal sealed record MetaEvent(
    string Provider,
    string Object,
    string ObjectId,
    string Field,
    JsonObject Body,
    bool IsOfInstagramLogin = false
);

internal sealed class MetaWebhooks(MetaState state, ObjectSubscriptions subscriptions, WebhookSender sender)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(36);

    public async Task<IReadOnlyList<Delivery>> SendAsync(DeliveryOrder order, IReadOnlyList<MetaEvent> events)
    {
        if (!MetaSignature.Kinds.Contains(order.Signature))
        {
            throw new BadHttpRequestException($"signature is one of {string.Join(", ", MetaSignature.Kinds)}");
        }

        var deliveries = new List<Delivery>();
        foreach (var happened in order.Reorder ? events.Reverse() : events)
        {
            var body = Encoding.ASCII.GetBytes(WireJson.Write(happened.Body, order.Compact));
            foreach (var (app, target) in Receivers(order, happened))
            {
                var secret = happened.IsOfInstagramLogin ? app.InstagramSecret : app.Secret;
                var headers = MetaSignature.Headers(order.Signature, secret, body);
                var draft = new WebhookDraft(
                    happened.Provider,
                    happened.Field,
                    target,
                    body,
                    _ => headers,
                    GiveUpAfter,
                    order.DelayMs
                );
                for (var time = 0; time < order.Times; time++)
                {
                    var delivery = await sender.SendAsync(draft);
                    subscriptions.Note(happened.ObjectId, app.Id, delivery);
                    deliveries.Add(delivery);
                }
            }
        }

        return deliveries;
    }

    private List<(MetaApp App, Uri Target)> Receivers(DeliveryOrder order, MetaEvent happened) =>
        order.Target is { } target
            ? [(state.Apps[order.AppId], target)]
            :
            [
                .. from app in state.Apps.Values
                where app.IsLive
                let atApp = app.Subscriptions.GetValueOrDefault(happened.Object)
                where atApp is not null && atApp.Fields.Contains(happened.Field)
                let atObject = subscriptions.Find(happened.ObjectId, app.Id)
                where atObject is not null && atObject.Fields.Contains(happened.Field)
                select (app, atObject.CallbackOverride ?? atApp.CallbackUrl),
            ];
}
