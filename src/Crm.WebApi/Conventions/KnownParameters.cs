using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.WebApi.Conventions;

/// <summary>The query parameters that each route binds: the same ones that the OpenAPI document lists.</summary>
internal sealed class KnownParameters(IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly ConcurrentDictionary<Endpoint, IReadOnlySet<string>?> byEndpoint = new();

    /// <summary>Their names; each is given once. Null for a route that is not part of the API.</summary>
    public IReadOnlySet<string>? Of(Endpoint endpoint) => byEndpoint.GetOrAdd(endpoint, Find);

    private IReadOnlySet<string>? Find(Endpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var first, ..]
            ? first
            : null;
        var path = Path(endpoint);
        var description = descriptions
            .ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .FirstOrDefault(item => item.HttpMethod == method && item.RelativePath == path);

        return description
            ?.ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.Query)
            .Select(parameter => parameter.Name)
            .ToHashSet(StringComparer.Ordinal);
    }

    // As ApiExplorer writes it: without the slash in front.
    private static string? Path(Endpoint endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/');
}
