using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>
/// A token with what decides how it is used, kept together as the account's one token. A token of one login is worth nothing at
/// the other's host (instagram §1).
/// </summary>
/// <param name="IsOfInstagram">Of Instagram's own login, and so renewable; otherwise of Facebook's.</param>
/// <param name="IsByConsent">Of the platform's own app; otherwise pasted.</param>
internal sealed record InstagramToken(string Value, bool IsOfInstagram, bool IsByConsent)
{
    public Secret ToSecret() => new(JsonSerializer.Serialize(this, InstagramTokenJson.Default.InstagramToken));

    public static InstagramToken From(Secret stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Reveal(), InstagramTokenJson.Default.InstagramToken)!;
        }
        catch (JsonException)
        {
            throw new ProviderException("authentication_failed", InstagramProvider.Key, reason: null, retryAfter: null);
        }
    }

    public GraphCaller CallerOf(GraphOptions options, PastedCredentials credentials) =>
        new(
            InstagramProvider.Key,
            Value,
            IsByConsent ? options.InstagramApp?.Secret.Reveal() : MetaFields.OwnSecret(credentials),
            IsOfInstagram
        );

    /// <summary>The token renews itself: there is no other.</summary>
    public TokenPair ToPair(TimeSpan? lifetime) =>
        new(ToSecret(), IsOfInstagram ? ToSecret() : null, lifetime, IsOfInstagram ? lifetime : null);

    public override string ToString() => "•••";
}

[JsonSerializable(typeof(InstagramToken))]
internal sealed partial class InstagramTokenJson : JsonSerializerContext;
