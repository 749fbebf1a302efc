using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Infrastructure.Identity.Tokens;

/// <summary>An ES256 key that access tokens are signed with.</summary>
internal sealed record SigningKey(string Id, DateTimeOffset CreatedAt, DateTimeOffset? VerifiesUntil, ECDsa Curve)
{
    public ECDsaSecurityKey SecurityKey { get; } = new(Curve) { KeyId = Id };

    public bool Verifies(DateTimeOffset now) => VerifiesUntil is not { } end || now < end;

    public PublicKey Describe()
    {
        var point = Curve.ExportParameters(includePrivateParameters: false).Q;

        return new(
            "EC",
            "P-256",
            "ES256",
            "sig",
            Id,
            Base64UrlEncoder.Encode(point.X),
            Base64UrlEncoder.Encode(point.Y)
        );
    }

    public override string ToString() => Id;
}

/// <summary>A JSON Web Key (RFC 7517).</summary>
internal sealed record PublicKey(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);
