using Microsoft.OpenApi;

namespace Crm.WebApi.Documentation;

/// <summary>The OpenAPI 3.1 document at /openapi/v1.json, made from the routes themselves.</summary>
internal static class OpenApiSetup
{
    public const string Document = "v1";

    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(
            Document,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        Introduce(document);
                        return Task.CompletedTask;
                    }
                );
                options.AddDocumentTransformer<ForeignRoutes>();
                options.AddOperationTransformer<OperationTransformer>();
                options.AddSchemaTransformer<ConvertedTypes>();
            }
        );

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Crm",
            Version = Document,
            Description =
                "Errors are problem documents (RFC 9457); every code is explained at /docs/problems. Unknown members and "
                + "query parameters are refused. Times are UTC. A trailing slash is optional everywhere.",
        };
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[OperationTransformer.Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The accessToken of POST /api/v1/auth/login.",
        };
    }
}
