using System.Text.Json.Nodes;
using Crm.Application.Integrations.Contracts;
using Crm.WebApi.Conventions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.WebApi.Documentation;

/// <summary>Adds the addresses that providers call: they read raw requests, so the framework cannot describe them.</summary>
internal sealed class ForeignRoutes(EndpointDataSource routes, IEnumerable<IInboundHook> hooks)
    : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var route in routes.Endpoints.OfType<RouteEndpoint>().Where(IsForeign))
        {
            var path = "/" + route.RoutePattern.RawText!.Trim('/');
            var item = document.Paths.TryGetValue(path, out var known) ? (OpenApiPathItem)known : new OpenApiPathItem();
            document.Paths[path] = item;
            item.Operations ??= [];
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                item.Operations.TryAdd(HttpMethod.Parse(method), Describe(route, method, document));
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsForeign(RouteEndpoint route) =>
        route.Metadata.GetMetadata<ForeignCaller>() is not null
        && route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null;

    private OpenApiOperation Describe(RouteEndpoint route, string method, OpenApiDocument document)
    {
        var tag = route.Metadata.GetMetadata<ITagsMetadata>()?.Tags is [var first, ..] ? first : "Providers";
        document.Tags ??= new HashSet<OpenApiTag>();
        document.Tags.Add(new() { Name = tag });

        return new()
        {
            Summary = method is "GET"
                ? "Shows that the address is there, to a provider that asks first"
                : "Deliveries of the provider",
            Description =
                "Called by the provider. Every delivery that was committed is answered 200 with an empty object.",
            Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
            Parameters =
            [
                .. route.RoutePattern.Parameters.Select(parameter => new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Enum = parameter.Name is "hook" ? [.. hooks.Select(hook => (JsonNode)hook.Key)] : null,
                    },
                }),
            ],
            RequestBody = method is "GET" ? null : AnyBody(),
            Responses = new()
            {
                ["200"] = new OpenApiResponse { Description = "Committed" },
                ["403"] = OperationTransformer.Response(403, document),
                ["404"] = OperationTransformer.Response(404, document),
                ["413"] = OperationTransformer.Response(413, document),
                ["503"] = OperationTransformer.Response(503, document),
            },
        };
    }

    private static OpenApiRequestBody AnyBody() =>
        new()
        {
            Description = "As the provider signed it, up to 4 MiB.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() },
        };
}
