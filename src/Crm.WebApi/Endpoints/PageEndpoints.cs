using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Crm.WebApi.Documentation;
using Crm.WebApi.Pages;
using Microsoft.AspNetCore.OpenApi;

namespace Crm.WebApi.Endpoints;

/// <summary>What people read in a browser, and the OpenAPI document that programs read.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();

        var pages = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/", HomeAsync);
        pages.MapGet("/reconnect", ReconnectPage.Render);
        pages.MapGet("/docs", ReferenceAsync);
        pages.MapGet("/docs/problems", ProblemsPage.Render);
    }

    private static async Task<Page> HomeAsync(
        ServerOptions server,
        DatabaseReadiness database,
        CancellationToken cancellationToken
    ) => HomePage.Render(server, await database.CheckAsync(cancellationToken));

    private static async Task<Page> ReferenceAsync(
        [FromKeyedServices(OpenApiSetup.Document)] IOpenApiDocumentProvider document,
        CancellationToken cancellationToken
    ) => ReferencePage.Render(await document.GetOpenApiDocumentAsync(cancellationToken));
}
