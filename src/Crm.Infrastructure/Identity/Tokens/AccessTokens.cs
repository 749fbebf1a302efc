using Crm.Domain.Common;
using Crm.Domain.Identity;
using Crm.Infrastructure.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Infrastructure.Identity.Tokens;

/// <summary>Access tokens: JWT, ES256, one hour, naming person, tenant and sign-in.</summary>
internal sealed class AccessTokens(SigningKeys keys, ServerOptions server, TimeProvider time)
{
    public const string TenantClaim = "tid";
    public const string FamilyClaim = "fid";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async ValueTask<(Secret Token, DateTimeOffset ExpiresAt)> IssueAsync(
        RefreshFamily family,
        CancellationToken cancellationToken
    )
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = family.PersonId.ToString(),
            [FamilyClaim] = family.Id.ToString(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
        };
        if (family.TenantId is { } tenantId)
        {
            claims[TenantClaim] = tenantId.ToString();
        }

        var token = Handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = server.ApiBaseUrl,
                Audience = server.ApiBaseUrl,
                IssuedAt = now.UtcDateTime,
                Expires = (now + Lifetime).UtcDateTime,
                Claims = claims,
                SigningCredentials = new(key.SecurityKey, SecurityAlgorithms.EcdsaSha256),
            }
        );

        return (new(token), now + Lifetime);
    }
}
