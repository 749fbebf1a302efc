using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>The professional account behind a token.</summary>
internal sealed class InstagramReader(GraphClient graph, GraphOptions options) : IProfileReader, IIdProver
{
    private const string Fields =
        "id,username,name,biography,followers_count,follows_count,media_count,profile_picture_url,website";

    private const string Personal = "PERSONAL";

    public ProviderDescriptor Descriptor => InstagramProvider.Descriptor;

    public Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        var token = InstagramToken.From(access.RequiredToken);

        return ReadAsync(
            token.CallerOf(options, access.Credentials),
            access.ExternalId ?? access.Credentials.Get(InstagramProvider.BusinessAccountId),
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<string>> ListProvenIdsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var profile = await ReadProfileAsync(access, [], cancellationToken);

        return [profile.ExternalId!];
    }

    /// <param name="accountId">Whose; null: of the token itself, which a token of Instagram's own login alone can tell.</param>
    /// <exception cref="ProviderException">Also when it is another account, or a personal one.</exception>
    public async Task<ProviderProfile> ReadAsync(
        GraphCaller caller,
        string? accountId,
        CancellationToken cancellationToken
    )
    {
        if (!caller.IsOfInstagram)
        {
            var id = GraphId.Require(Descriptor.Key, accountId ?? "", "reason_instagram_id");

            return Describe(await FindAsync(caller, id, cancellationToken), id);
        }

        // Its id is good for nothing but this app: the account's own is user_id.
        var answer = await graph.GetAsync(caller, "me", $"user_id,account_type,{Fields}", cancellationToken);
        var userId = JsonText.Id(answer, "user_id") ?? throw Refused("reason_personal_account");
        if (string.Equals(JsonText.Of(answer, "account_type"), Personal, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("reason_personal_account");
        }

        return accountId is null || accountId == userId
            ? Describe(answer, userId)
            : throw Refused(
                accountId == JsonText.Id(answer, "id") ? "reason_instagram_scoped_id" : "reason_instagram_other"
            );
    }

    private async Task<JsonElement> FindAsync(GraphCaller caller, string accountId, CancellationToken cancellationToken)
    {
        try
        {
            return await graph.GetAsync(caller, accountId, Fields, cancellationToken);
        }
        catch (ProviderException refusal)
            when (refusal.Code is "not_found_at_provider"
                || refusal.Reason?.Contains("nonexisting field", StringComparison.Ordinal) is true
            )
        {
            throw Refused("reason_instagram_id");
        }
    }

    private static ProviderProfile Describe(JsonElement account, string id) =>
        new(
            id,
            JsonText.Of(account, "name"),
            JsonText.Of(account, "username"),
            JsonText.Of(account, "profile_picture_url"),
            JsonText.Of(account, "username") is { Length: > 0 } name ? $"https://www.instagram.com/{name}/" : null,
            JsonText.Of(account, "biography"),
            IsVerified: null,
            Number(account, "followers_count"),
            Number(account, "follows_count"),
            LikesCount: null,
            Number(account, "media_count")
        );

    private static long? Number(JsonElement account, string member) =>
        long.TryParse(JsonText.Of(account, member), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static ProviderException Refused(string reason) =>
        new("provider_rejected", InstagramProvider.Key, reason, retryAfter: null);
}
