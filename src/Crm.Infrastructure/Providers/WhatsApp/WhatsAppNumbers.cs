using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.WhatsApp;

/// <summary>A number of a business, and what keeps it from working.</summary>
internal sealed class WhatsAppNumbers(GraphClient graph)
{
    private const string Fields =
        "id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status,status,account_mode,platform_type";

    public static GraphCaller CallerOf(Secret token, PastedCredentials credentials) =>
        new(WhatsAppProvider.Key, token.Reveal(), MetaFields.OwnSecret(credentials));

    /// <exception cref="ProviderException">In words, where another id than that of a number was typed, or it cannot send.</exception>
    public async Task<ProviderProfile> ReadAsync(
        GraphCaller caller,
        string phoneNumberId,
        CancellationToken cancellationToken
    )
    {
        if (!GraphId.IsValid(phoneNumberId))
        {
            throw Refused("reason_number_is_phone");
        }

        var number = await FindAsync(caller, phoneNumberId, cancellationToken);
        if (JsonText.Of(number, "status") is { } status and not "CONNECTED")
        {
            throw new ProviderException(
                "permission_denied",
                WhatsAppProvider.Key,
                status is "PENDING" or "DISCONNECTED" or "UNVERIFIED" ? "reason_number_unregistered" : status,
                retryAfter: null
            );
        }

        return JsonText.Of(number, "name_status") is "DECLINED"
            ? throw new ProviderException(
                "permission_denied",
                WhatsAppProvider.Key,
                "reason_number_name",
                retryAfter: null
            )
            : Describe(number, phoneNumberId);
    }

    /// <summary>Which of these businesses holds the number. Never fails.</summary>
    /// <returns>Null: none of them, or the token does not say.</returns>
    public async Task<string?> FindBusinessAsync(
        GraphCaller caller,
        string phoneNumberId,
        IReadOnlyList<string> businessIds,
        CancellationToken cancellationToken
    )
    {
        foreach (var businessId in businessIds.Where(GraphId.IsValid))
        {
            try
            {
                if (await HoldsAsync(caller, businessId, phoneNumberId, cancellationToken))
                {
                    return businessId;
                }
            }
            catch (ProviderException)
            {
                // Not a business, or not to be read with this token.
            }
        }

        return await FindByHealthAsync(caller, phoneNumberId, cancellationToken);
    }

    /// <summary>Of a token of another app nobody tells what it is for; but a number tells what it depends on, its business among it.</summary>
    private async Task<string?> FindByHealthAsync(
        GraphCaller caller,
        string phoneNumberId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var number = await graph.GetAsync(caller, phoneNumberId, "health_status", cancellationToken);

            return
                number.TryGetProperty("health_status", out var health)
                && health.ValueKind is JsonValueKind.Object
                && health.TryGetProperty("entities", out var entities)
                && entities.ValueKind is JsonValueKind.Array
                ? entities
                    .EnumerateArray()
                    .Where(entity => JsonText.Of(entity, "entity_type") is "WABA")
                    .Select(entity => JsonText.Id(entity, "id"))
                    .FirstOrDefault(GraphId.IsValid)
                : null;
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>Has the number's business deliver to the token's app, where that is allowed. Never fails.</summary>
    public async Task SubscribeAsync(GraphCaller caller, string businessId, CancellationToken cancellationToken)
    {
        try
        {
            await graph.PostAsync(
                caller,
                $"{businessId}/subscribed_apps",
                new Dictionary<string, string>(StringComparer.Ordinal),
                cancellationToken
            );
        }
        catch (ProviderException)
        {
            // Sending works without; the page of the provider says how to subscribe by hand.
        }
    }

    private async Task<bool> HoldsAsync(
        GraphCaller caller,
        string businessId,
        string phoneNumberId,
        CancellationToken cancellationToken
    )
    {
        var query = GraphClient.Fields("id");
        await foreach (var number in graph.ListAsync(caller, $"{businessId}/phone_numbers", query, cancellationToken))
        {
            if (JsonText.Id(number, "id") == phoneNumberId)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<JsonElement> FindAsync(
        GraphCaller caller,
        string phoneNumberId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await graph.GetAsync(caller, phoneNumberId, Fields, cancellationToken);
        }
        catch (ProviderException refusal)
            when (refusal.Reason?.Contains("nonexisting field", StringComparison.Ordinal) is true)
        {
            throw Refused("reason_number_is_account");
        }
        catch (ProviderException refusal) when (refusal.Code is "not_found_at_provider")
        {
            throw new ProviderException(refusal.Code, refusal.Platform, "reason_number_unseen", retryAfter: null)
            {
                RequestId = refusal.RequestId,
            };
        }
    }

    private static ProviderProfile Describe(JsonElement number, string id) =>
        new(
            id,
            JsonText.Of(number, "verified_name"),
            JsonText.Of(number, "display_phone_number"),
            AvatarUrl: null,
            ProfileLink: null,
            // The only place for it: the business reads here how the number stands.
            JsonText.Of(number, "quality_rating")
                is { Length: > 0 } quality
                ? $"quality: {quality}"
                : null,
            IsVerified: JsonText.Of(number, "code_verification_status") is "VERIFIED",
            FollowerCount: null,
            FollowingCount: null,
            LikesCount: null,
            VideoCount: null
        );

    private static ProviderException Refused(string reason) =>
        new("provider_rejected", WhatsAppProvider.Key, reason, retryAfter: null);
}
