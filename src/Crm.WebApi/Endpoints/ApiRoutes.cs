using Crm.WebApi.Conventions;
using Crm.WebApi.Endpoints.LeadSources;
using Crm.WebApi.Endpoints.LeadWork;
using Crm.WebApi.Endpoints.Media;
using Crm.WebApi.Endpoints.Messaging;
using Crm.WebApi.Endpoints.Platform;
using Crm.WebApi.Endpoints.Publishing;
using Crm.WebApi.Endpoints.Tenancy;

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
        routes.MapLinkedMedia();

        var api = routes.MapGroup("");
        api.AddEndpointFilter<RouteGroupBuilder, VersionedAnswers>();
        api.MapAuth();
        api.MapMembers();
        api.MapTenant();
        api.MapTenantBoard();
        api.MapOwnAccount();
        api.MapApiTokens();
        api.MapLeads();
        api.MapLeadWork();
        api.MapPipeline();
        api.MapLeadReports();
        api.MapVenues();
        api.MapAccessLog();
        api.MapHotspotUsers();
        api.MapEvents();
        api.MapAttention();
        api.MapIntegrations();
        api.MapMedia();
        api.MapLeadForms();
        api.MapReconciliation();
        api.MapConsents();
        api.MapMessages();
        api.MapConversations();
        api.MapMessagePrices();
        api.MapWebhookEvents();
        api.MapPosts();
        api.MapAudit();
        api.MapPlatform();
        api.MapPlatformTenants();
    }
}
