using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>A comment or a direct message, and how the webhook about it behaves.</summary>
internal sealed record InstagramOrder : DeliveryOrder
{
    public string AccountId { get; init; } = MetaState.DemoInstagram;

    public string Text { get; init; } = "Çok güzel 😍";

    public string From { get; init; } = "987654321000001";

    /// <summary>By the account itself: its own comment, or the echo of its own message.</summary>
    public bool Own { get; init; }

    /// <summary>Field and value directly on the entry, as Meta's examples show them.</summary>
    public bool WithoutChanges { get; init; }

    /// <summary>Signed with the Facebook app's secret, as accounts of Facebook's login are.</summary>
    public bool FacebookLogin { get; init; }

    public int Count { get; init; } = 1;
}

internal sealed class InstagramWebhooks(
    InstagramAccounts accounts,
    MetaIds ids,
    MetaWebhooks webhooks,
    TimeProvider clock
)
{
    public Task<IReadOnlyList<Delivery>> CommentAsync(InstagramOrder order) =>
        SendAsync(
            order,
            "comments",
            account =>
            {
                var from = order.Own ? account.Id : order.From;
                var change = new JsonObject
                {
                    ["field"] = "comments",
                    ["value"] = new JsonObject
                    {
                        ["id"] = ids.Next("179"),
                        ["text"] = order.Text,
                        ["from"] = new JsonObject
                        {
                            ["id"] = from,
                            ["username"] = order.Own ? account.Username : "bir_müşteri",
                        },
                        ["media"] = new JsonObject { ["id"] = "17900000000000001", ["media_product_type"] = "FEED" },
                    },
                };
                return order.WithoutChanges ? change : new() { ["changes"] = new JsonArray(change) };
            }
        );

    public Task<IReadOnlyList<Delivery>> MessageAsync(InstagramOrder order) =>
        SendAsync(
            order,
            "messages",
            account =>
            {
                var message = new JsonObject { ["mid"] = $"aWdf{RandomText.Of(40)}", ["text"] = order.Text };
                if (order.Own)
                {
                    message["is_echo"] = true;
                }

                return new()
                {
                    ["messaging"] = new JsonArray(
                        new JsonObject
                        {
                            ["sender"] = new JsonObject { ["id"] = order.Own ? account.Id : order.From },
                            ["recipient"] = new JsonObject { ["id"] = order.Own ? order.From : account.Id },
                            ["timestamp"] = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                            ["message"] = message,
                        }
                    ),
                };
            }
        );

    private Task<IReadOnlyList<Delivery>> SendAsync(
        InstagramOrder order,
        string field,
        Func<InstagramAccount, JsonObject> make
    )
    {
        var account = accounts.Find(order.AccountId) ?? throw new BadHttpRequestException("unknown accountId");
        var events = Enumerable.Range(0, order.Count).Select(_ => Event(order, field, account, make(account)));
        return webhooks.SendAsync(order, [.. events]);
    }

    private MetaEvent Event(InstagramOrder order, string field, InstagramAccount account, JsonObject entry)
    {
        entry["id"] = account.Id;
        entry["time"] = clock.GetUtcNow().ToUnixTimeSeconds();
        return new(
            InstagramProvider.Name,
            "instagram",
            account.Id,
            field,
            new() { ["object"] = "instagram", ["entry"] = new JsonArray(entry) },
            IsOfInstagramLogin: !order.FacebookLogin
        );
    }
}
