using Crm.Domain.ApiTokens;

namespace Crm.WebApi.Authentication;

/// <summary>A route that API tokens reach. Every route without it is closed to them.</summary>
/// <param name="Least">The permission it takes; null: what the method asks for.</param>
internal sealed record TokenAccess(TokenPermission? Least)
{
    public static readonly TokenAccess ByMethod = new(Least: null);

    public TokenPermission LeastFor(string method) =>
        Least
        ?? method switch
        {
            "GET" or "HEAD" => TokenPermission.Read,
            "DELETE" => TokenPermission.Delete,
            _ => TokenPermission.Write,
        };
}

internal static class TokenAccessRoutes
{
    /// <summary>GET takes <c>read</c>, DELETE <c>delete</c>, every other method <c>write</c>, unless <paramref name="least"/> says otherwise.</summary>
    public static TBuilder OpenToTokens<TBuilder>(this TBuilder routes, TokenPermission? least = null)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new TokenAccess(least));
}
