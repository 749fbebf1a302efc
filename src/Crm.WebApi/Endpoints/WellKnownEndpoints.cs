using System.Text.Json.Serialization;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Identity.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

internal static class WellKnownEndpoints
{
    public static void MapWellKnown(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/.well-known").WithTags("Sign-in").AllowAnonymous();

        group.MapGet("jwks.json", Keys);
        group.MapGet("openid-configuration", Configuration);
    }

    private static async Task<Ok<KeySet>> Keys(
        SigningKeys keys,
        HttpResponse response,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        response.Headers.CacheControl = "public, max-age=300";
        var all = await keys.AllAsync(cancellationToken);
        var now = time.GetUtcNow();

        return TypedResults.Ok(new KeySet([.. all.Where(key => key.Verifies(now)).Select(key => key.Describe())]));
    }

    private static Ok<IssuerConfiguration> Configuration(ServerOptions server) =>
        TypedResults.Ok(
            new IssuerConfiguration(
                server.ApiBaseUrl,
                $"{server.ApiBaseUrl}/.well-known/jwks.json",
                $"{server.ApiBaseUrl}/api/v1/auth/login",
                ["ES256"],
                ["public"],
                ["none"]
            )
        );
}

/// <summary>RFC 7517.</summary>
internal sealed record KeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>The members of OpenID Connect Discovery that hold for us.</summary>
internal sealed record IssuerConfiguration(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] IReadOnlyList<string> Algorithms,
    [property: JsonPropertyName("subject_types_supported")] IReadOnlyList<string> SubjectTypes,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes
);
