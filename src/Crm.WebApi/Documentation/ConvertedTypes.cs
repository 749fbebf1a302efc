using Crm.Application.Common;
using Crm.Domain.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.WebApi.Documentation;

/// <summary>What a converter of ours writes, of which the generator knows nothing.</summary>
internal sealed class ConvertedTypes : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo.Type;
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(Secret))
        {
            schema.Type = JsonSchemaType.String;
            schema.WriteOnly = true;
        }
        else if (value == typeof(DateTimeOffset))
        {
            schema.Type = value == type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }
        else if (value.IsGenericType && value.GetGenericTypeDefinition() == typeof(JsonText<>))
        {
            var kept = await context.GetOrCreateSchemaAsync(value.GenericTypeArguments[0], null, cancellationToken);
            schema.Type = JsonSchemaType.Object;
            schema.Properties = kept.Properties;
            schema.Required = kept.Required;
            schema.AdditionalProperties = kept.AdditionalProperties;
        }
    }
}
