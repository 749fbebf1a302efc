namespace Crm.WebApi.Conventions;

/// <summary>
/// A route that a provider or a browser calls in the provider's own manner (webhooks, OAuth callbacks): the rules on
/// unknown members and parameters, JSON and request rates do not apply to it.
/// </summary>
internal sealed class ForeignCaller
{
    public static readonly ForeignCaller Instance = new();
}

internal static class ForeignCallerRoutes
{
    public static TBuilder CalledByProviders<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(ForeignCaller.Instance);
}
