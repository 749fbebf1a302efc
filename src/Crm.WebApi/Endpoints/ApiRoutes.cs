using Crm.WebApi.Conventions;
using Crm.WebApi.Endpoints.LeadSources;
using Crm.WebApi.Endpoints.Platform;

namespace Crm.WebApi.Endpoints;

/// <summary>The table of contents: every route of the server is mapped from here.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPages();
        routes.MapHealth();
        routes.MapWellKnown();
        routes.MapConnections();
        routes.MapWebhooks();

        var api = routes.MapGroup("");
        api.AddEndpointFilter<RouteGroupBuilder, VersionedAnswers>();
        api.MapAuth();
        api.MapMembers();
        api.MapTenant();
        api.MapOwnAccount();
        api.MapApiTokens();
        api.MapLeads();
        api.MapVenues();
        api.MapAccessLog();
        api.MapHotspotUsers();
        api.MapEvents();
        api.MapAttention();
        api.MapIntegrations();
        api.MapLeadForms();
        api.MapReconciliation();
        api.MapConsents();
        api.MapWebhookEvents();
        api.MapAudit();
        api.MapPlatform();
        api.MapPlatformTenants();
    }
}
