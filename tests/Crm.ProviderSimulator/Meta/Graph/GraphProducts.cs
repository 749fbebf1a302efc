using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.MetaLeads;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>Instagram, WhatsApp and lead ads share a host: whose call it is shows only in the object it asks for.</summary>
internal sealed class GraphProducts(IEnumerable<IGraphFamily> families)
{
    public const string Host = "graph.facebook.com";

    public static string? Of(HttpContext context) =>
        (context.Request.Path.Value ?? "/").Split('/') is [_, Host, _, var id, .. var rest]
            ? context.RequestServices.GetRequiredService<GraphProducts>().Of(id, rest)
            : null;

    private string? Of(string id, string[] rest) =>
        families.FirstOrDefault(family => family.Owns(id))?.Provider ?? ByEdge(rest);

    // An id nobody owns: the edge tells what was meant.
    private static string? ByEdge(string[] rest) =>
        rest switch
        {
            ["messages" or "message_templates" or "phone_numbers"] => WhatsAppProvider.Name,
            ["media" or "media_publish" or "content_publishing_limit"] => InstagramProvider.Name,
            ["leads" or "leadgen_forms" or "test_leads"] => MetaLeadsProvider.Name,
            _ => null,
        };
}
