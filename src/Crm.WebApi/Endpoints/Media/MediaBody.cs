using System.Text.Json;
using Crm.Application.Publishing.Media;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.WebApi.Endpoints.Media;

/// <summary>What the one route takes: a form with a file, the file alone, or where it is to be fetched from.</summary>
internal static class MediaBody
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    // Not only what is taken in the end: the answer to everything else names that.
    public static readonly AcceptsMetadata Accepts = new([Json, Form, "*/*"], typeof(FetchMedia));

    public static async Task<FetchMedia> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await request.ReadFromJsonAsync<FetchMedia>(cancellationToken))!;
        }
        catch (JsonException exception)
        {
            // As the framework says it of a body that it binds, so that every fault in it is named.
            throw new BadHttpRequestException("The body cannot be bound.", exception);
        }
    }

    public static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["file"] = file },
        };
        var content = operation.RequestBody!.Content!;
        content[Form] = new() { Schema = form };
        content["*/*"] = new() { Schema = file };

        return Task.CompletedTask;
    }
}
