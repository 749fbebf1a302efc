namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed record LoginSummary(
    IReadOnlyList<string> Clients,
    int Users,
    int GrantsAlive,
    int AccessTokensAlive,
    int GrantsRevoked
);

internal sealed class LoginReport(TimeProvider clock, LoginClients clients, LoginUsers users, Grants grants)
{
    public LoginSummary Make()
    {
        var now = clock.GetUtcNow();
        var all = grants.All.ToList();
        return new(
            [.. clients.All.Select(client => client.Key)],
            users.Count,
            all.Count(grant => grant.IsAlive(now)),
            all.Count(grant => !grant.Revoked && grant.Access.EndsAt > now),
            all.Count(grant => grant.Revoked)
        );
    }
}
