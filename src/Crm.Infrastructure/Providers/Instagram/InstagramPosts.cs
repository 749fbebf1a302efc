using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>Posts that are there, and how many more may come today.</summary>
internal sealed class InstagramPosts(GraphClient graph)
{
    /// <summary>The address is a comfort: that it cannot be read takes nothing from the success.</summary>
    public async Task<Uri?> FindAddressAsync(
        InstagramAccount account,
        string mediaId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return Address(await graph.GetAsync(account.Caller, mediaId, "id,permalink", cancellationToken));
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>The post of a container that is known to be published; without an id when it is not to be seen.</summary>
    public async Task<PostStep.Published> FindAsync(
        InstagramAccount account,
        PostOrder order,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var query = GraphClient.Fields("id,permalink,timestamp,caption");
            query["limit"] = "10";
            var answer = await graph.GetAsync(account.Caller, $"{account.Id}/media", query, cancellationToken);
            var ours = Rows(answer)
                .FirstOrDefault(media =>
                    (JsonText.Of(media, "caption") ?? "").Trim() == order.Content.Text.Trim()
                    && MadeAt(media) is { } at
                    && at >= since - ClockSkew.Most
                    && !order.IsTaken(JsonText.Id(media, "id"))
                );

            return ours.ValueKind is JsonValueKind.Object
                ? new(JsonText.Id(ours, "id"), Address(ours), RequestId: null)
                : Unseen;
        }
        catch (ProviderException refusal)
            when (refusal.Code is not ("provider_unavailable" or "rate_limited_by_provider"))
        {
            // That it cannot be told from others takes nothing from the success.
            return Unseen;
        }
    }

    public async Task<bool> HasQuotaAsync(InstagramAccount account, CancellationToken cancellationToken)
    {
        var answer = await graph.GetAsync(
            account.Caller,
            $"{account.Id}/content_publishing_limit",
            "config,quota_usage",
            cancellationToken
        );

        return Rows(answer).FirstOrDefault() is { ValueKind: JsonValueKind.Object } limit
            && Number(limit, "quota_usage") is { } used
            && limit.TryGetProperty("config", out var config)
            && config.ValueKind is JsonValueKind.Object
            && Number(config, "quota_total") is { } total
            && used < total;
    }

    private static PostStep.Published Unseen => new(ExternalId: null, Url: null, RequestId: null);

    private static IEnumerable<JsonElement> Rows(JsonElement answer) =>
        answer.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array
            ? data.EnumerateArray().Where(row => row.ValueKind is JsonValueKind.Object)
            : [];

    private static Uri? Address(JsonElement media) =>
        Uri.TryCreate(JsonText.Of(media, "permalink"), UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
            ? address
            : null;

    private static DateTimeOffset? MadeAt(JsonElement media) =>
        DateTimeOffset.TryParse(
            JsonText.Of(media, "timestamp"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    private static long? Number(JsonElement parent, string member) =>
        long.TryParse(JsonText.Of(parent, member), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
