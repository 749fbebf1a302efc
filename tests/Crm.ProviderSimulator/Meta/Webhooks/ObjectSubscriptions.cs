using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta.Webhooks;

/// <summary>An app installed on a Page, an account or a WhatsApp business account.</summary>
internal sealed record ObjectSubscription(IReadOnlyList<string> Fields, Uri? CallbackOverride = null);

/// <summary>Which app hears of which object. An hour in which every delivery failed ends it ("Webhooks Disabled").</summary>
internal sealed class ObjectSubscriptions(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string ObjectId, string AppId), ObjectSubscription> subscriptions = new();
    private readonly ConcurrentDictionary<(string ObjectId, string AppId), ConcurrentQueue<Delivery>> sent = new();

    public int Count => subscriptions.Count;

    public IReadOnlyList<string> AppsOf(string objectId) =>
        [
            .. subscriptions
                .Keys.Where(key => key.ObjectId == objectId && Find(objectId, key.AppId) is not null)
                .Select(key => key.AppId)
                .Order(StringComparer.Ordinal),
        ];

    public ObjectSubscription? Find(string objectId, string appId)
    {
        if (HasFailedForAnHour(objectId, appId))
        {
            Remove(objectId, appId);
        }

        return subscriptions.GetValueOrDefault((objectId, appId));
    }

    public void Set(string objectId, string appId, ObjectSubscription subscription) =>
        subscriptions[(objectId, appId)] = subscription;

    public void Remove(string objectId, string appId)
    {
        subscriptions.TryRemove((objectId, appId), out _);
        sent.TryRemove((objectId, appId), out _);
    }

    public void Note(string objectId, string appId, Delivery delivery) =>
        sent.GetOrAdd((objectId, appId), _ => new()).Enqueue(delivery);

    public void Reset()
    {
        subscriptions.Clear();
        sent.Clear();
    }

    private bool HasFailedForAnHour(string objectId, string appId)
    {
        if (!sent.TryGetValue((objectId, appId), out var deliveries))
        {
            return false;
        }

        var failing = deliveries.Where(delivery => delivery.State != "delivered").ToList();
        return failing.Count > 0
            && clock.GetUtcNow() - failing[0].CreatedAt > Patience
            && !deliveries.Any(delivery => delivery.State == "delivered" && delivery.Id > failing[0].Id);
    }
}
