using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>
/// What an account holds, kept as its one access token: every page has a token of its own, and only the person's gives the
/// consent back.
/// </summary>
/// <param name="UserId">Null: pasted, and nobody consented here.</param>
/// <param name="Pages">In the order of their ids; the first names the account.</param>
internal sealed record HeldPages(string? UserId, string? UserToken, IReadOnlyList<HeldPage> Pages)
{
    /// <summary>By whom another account is known to live on the same consent.</summary>
    public IReadOnlyList<string> ProvenIds(IEnumerable<string> pageIds) =>
        UserId is null ? [.. pageIds] : [.. pageIds, $"user:{UserId}"];

    public Secret ToToken() => new(JsonSerializer.Serialize(this, HeldPagesJson.Default.HeldPages));

    public static HeldPages From(Secret token)
    {
        try
        {
            return JsonSerializer.Deserialize(token.Reveal(), HeldPagesJson.Default.HeldPages)!;
        }
        catch (JsonException)
        {
            throw new ProviderException("authentication_failed", MetaLeadsProvider.Key, reason: null, retryAfter: null);
        }
    }

    public override string ToString() => "•••";
}

internal sealed record HeldPage(string Id, string? Name, string Token)
{
    public override string ToString() => Id;
}

[JsonSerializable(typeof(HeldPages))]
internal sealed partial class HeldPagesJson : JsonSerializerContext;
