using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>Instagram, WhatsApp and lead ads share a host: whose call it is shows only in the object it asks for.</summary>
internal sealed class GraphFamilyMiddleware(RequestDelegate next, IEnumerable<IGraphFamily> families)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (ProviderPaths.ProviderOf(path) == ProviderPaths.Meta)
        {
            ProviderPaths.Assign(context, ProviderOf(path.Split('/')));
        }

        return next(context);
    }

    private string ProviderOf(string[] segments) =>
        segments is not [_, "graph.facebook.com", _, var id, ..]
            ? ProviderPaths.Meta
            : families.FirstOrDefault(family => family.Owns(id))?.Provider ?? ByEdge(segments);

    // An id nobody owns: the edge tells what was meant.
    private static string ByEdge(string[] segments) =>
        segments is not [_, _, _, _, var edge]
            ? ProviderPaths.Meta
            : edge switch
            {
                "messages" or "message_templates" or "phone_numbers" => ProviderPaths.WhatsApp,
                "media" or "media_publish" or "content_publishing_limit" => ProviderPaths.Instagram,
                "leads" or "leadgen_forms" or "test_leads" => ProviderPaths.MetaLeads,
                _ => ProviderPaths.Meta,
            };
}
