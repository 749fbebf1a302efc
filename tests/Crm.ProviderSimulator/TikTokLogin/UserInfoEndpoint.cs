namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed class UserInfoEndpoint(ApiGate gate)
{
    public IResult Read(HttpContext context)
    {
        var (grant, refusal) = gate.Enter(context);
        if (grant is null)
        {
            return refusal!;
        }

        var (fields, refused) = gate.Fields(context, grant, field => LoginScopes.ByUserField.GetValueOrDefault(field));
        return refused
            ?? gate.Ok(
                new
                {
                    User = fields.ToDictionary(
                        field => field,
                        field => Value(grant.User, field),
                        StringComparer.Ordinal
                    ),
                }
            );
    }

    private static object Value(LoginUser user, string field) =>
        field switch
        {
            "open_id" => user.OpenId,
            "union_id" => user.UnionId,
            "avatar_url" or "avatar_url_100" or "avatar_large_url" =>
                $"https://p16-sign.example.com/{field}/{user.Number}.jpeg",
            "display_name" => user.DisplayName,
            "bio_description" => $"{user.DisplayName} · resmî hesap",
            "profile_deep_link" => $"https://vm.tiktok.com/{user.Username}/",
            "profile_web_link" => $"https://www.tiktok.com/@{user.Username}",
            "is_verified" => user.Number % 2 == 1,
            "username" => user.Username,
            "follower_count" => user.FollowerCount,
            "following_count" => 180 + user.Number,
            "likes_count" => 5_000_000_000 + user.Number,
            _ => LoginUser.VideoCount,
        };
}
