using Microsoft.AspNetCore.Authorization;

namespace Crm.WebApi.Authentication;

/// <summary>Of an anonymous route that still asks who is signed in, if somebody is.</summary>
internal sealed class OptionalSignIn
{
    private static readonly OptionalSignIn Marker = new();

    private OptionalSignIn() { }

    public static void On(IEndpointConventionBuilder route) => route.WithMetadata(Marker);

    public static bool IgnoresSignIn(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null
        && endpoint.Metadata.GetMetadata<OptionalSignIn>() is null;
}
