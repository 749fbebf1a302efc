using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Infrastructure.Identity.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.WebApi.Authentication;

/// <summary>
/// Validates access tokens. A signature costs a hundred times what a hash does, so the result is kept by the token's
/// SHA-256 until the token expires; only tokens that we signed are kept, and no token itself.
/// </summary>
internal sealed class AccessTokenReader(SigningKeys keys, TimeProvider time) : TokenHandler
{
    private const int MostKept = 20_000;
    private const int LongestToken = 4_096;

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly ConcurrentDictionary<(UInt128, UInt128), TokenValidationResult> known = new();

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        if (token.Length > LongestToken || !Ascii.IsValid(token))
        {
            return Refused("not one of ours");
        }

        var fingerprint = Fingerprint(token);
        if (known.TryGetValue(fingerprint, out var result) && IsLive(result))
        {
            return result;
        }

        result = await ValidateAsync(token);
        if (result.IsValid)
        {
            Keep(fingerprint, result);
        }

        return result;
    }

    public override SecurityToken ReadToken(string token) => Handler.ReadToken(token);

    private async Task<TokenValidationResult> ValidateAsync(string token)
    {
        if (!Handler.CanReadToken(token) || Handler.ReadJsonWebToken(token) is not { Kid: { Length: > 0 } kid })
        {
            return Refused("not one of ours");
        }

        if (await keys.FindAsync(kid, CancellationToken.None) is not { } key)
        {
            return Refused("its key is not known");
        }

        return await Handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                // The key is the proof: it lies in our database, signs nothing else, and the servers that share it may
                // know themselves by several addresses.
                ValidateIssuer = false,
                ValidateAudience = false,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                IssuerSigningKey = key.SecurityKey,
                LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
                NameClaimType = JwtRegisteredClaimNames.Sub,
            }
        );
    }

    private void Keep((UInt128, UInt128) fingerprint, TokenValidationResult result)
    {
        if (known.Count >= MostKept)
        {
            known.Clear();
        }

        known[fingerprint] = result;
    }

    private bool IsLive(TokenValidationResult result) => result.SecurityToken.ValidTo > time.GetUtcNow().UtcDateTime;

    private static TokenValidationResult Refused(string reason) =>
        new() { IsValid = false, Exception = new SecurityTokenValidationException(reason) };

    private static (UInt128, UInt128) Fingerprint(string token)
    {
        Span<byte> text = stackalloc byte[LongestToken];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.Latin1.GetBytes(token, text);
        SHA256.HashData(text[..length], hash);

        return (
            BinaryPrimitives.ReadUInt128BigEndian(hash),
            BinaryPrimitives.ReadUInt128BigEndian(hash[(SHA256.HashSizeInBytes / 2)..])
        );
    }
}
