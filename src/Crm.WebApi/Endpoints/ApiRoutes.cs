namespace Crm.WebApi.Endpoints;

/// <summary>The table of contents: every route of the server is mapped from here.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPages();
        routes.MapHealth();
        routes.MapWellKnown();
        routes.MapAuth();
        routes.MapLeads();
        routes.MapEvents();
        routes.MapIntegrations();
        routes.MapConnections();
        routes.MapWebhooks();
        routes.MapWebhookEvents();
        routes.MapPlatform();
    }
}
