using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>An OAuth 1.0a access token: without an end, with the permission it was minted with.</summary>
internal sealed record UserToken(string Value, string Secret, string ApiKey, XUser User, bool CanWrite);

internal sealed class UserTokens
{
    public const string DemoToken = $"{XUsers.DemoId}-demo";
    public const string DemoSecret = "x_token_secret_demo";

    private readonly ConcurrentDictionary<string, UserToken> tokens = new(StringComparer.Ordinal);
    private readonly XUsers users;

    public UserTokens(XUsers users)
    {
        this.users = users;
        Reset();
    }

    public int Alive => tokens.Count;

    public UserToken? Find(string? value) => value is null ? null : tokens.GetValueOrDefault(value);

    public TokenSecret? SecretOf(string value) =>
        tokens.TryGetValue(value, out var token) ? new(token.ApiKey, token.Secret) : null;

    public UserToken Mint(XApp app, XUser user, bool canWrite)
    {
        var token = new UserToken($"{user.Id}-{RandomText.Of(40)}", RandomText.Of(45), app.ApiKey, user, canWrite);
        tokens[token.Value] = token;
        return token;
    }

    public void Put(UserToken token) => tokens[token.Value] = token;

    public bool Revoke(string value) => tokens.TryRemove(value, out _);

    public void Reset()
    {
        tokens.Clear();
        Put(new(DemoToken, DemoSecret, XApps.DemoKey, users.Find(XUsers.DemoId)!, CanWrite: true));
    }
}
