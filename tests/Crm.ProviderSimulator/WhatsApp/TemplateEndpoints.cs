using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.WhatsApp;

internal sealed partial class TemplateEndpoints(WhatsAppState state, MetaIds ids)
{
    public IResult List(GraphCall call, BusinessAccount account) =>
        GraphPaging.Page(
            call,
            state
                .TemplatesOf(account.Id)
                .Where(template => call["name"] is null || template.Name == call["name"])
                .Where(template => call["status"] is null || template.Status == call["status"])
                .Select(Node)
        );

    /// <summary>A new template waits for its review.</summary>
    public IResult Create(GraphCall call, BusinessAccount account)
    {
        var (name, language) = (call.Required("name"), call.Required("language"));
        var category = call.Required("category");
        if (!NamePattern().IsMatch(name) || !Template.Categories.Contains(category))
        {
            throw WhatsAppErrors.Parameter("name has lower case letters, digits and _; category is a known one");
        }

        if (state.TemplatesOf(account.Id).Any(found => found.Name == name && found.Language == language))
        {
            throw WhatsAppErrors.Parameter($"There is already {language} content for this template");
        }

        var template = new Template(
            ids.Next("107"),
            account.Id,
            name,
            language,
            category,
            Components(call.Required("components")),
            Template.Pending
        );
        state.Templates[template.Id] = template;
        return GraphGate.Ok(
            new
            {
                template.Id,
                template.Status,
                template.Category,
            }
        );
    }

    public IResult Delete(GraphCall call, BusinessAccount account)
    {
        var name = call.Required("name");
        var hit = state.TemplatesOf(account.Id).Where(template => template.Name == name).ToList();
        if (hit.Count == 0)
        {
            throw WhatsAppErrors.Parameter($"there is no template {name}");
        }

        hit.ForEach(template => state.Templates.TryRemove(template.Id, out _));
        return GraphGate.Success();
    }

    public static GraphNode Node(Template template) =>
        new(
            "WhatsAppMessageTemplate",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = template.Id,
                ["name"] = template.Name,
                ["status"] = template.Status,
                ["category"] = template.Category,
                ["language"] = template.Language,
                ["components"] = template.Components,
                ["quality_score"] = new { Score = "GREEN" },
                ["rejected_reason"] = template.Status == "REJECTED" ? "INVALID_FORMAT" : "NONE",
            },
            ["name", "components", "language", "status", "category", "id"]
        );

    private static JsonArray Components(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonArray ?? throw WhatsAppErrors.Parameter("components is not a list");
        }
        catch (JsonException)
        {
            throw WhatsAppErrors.Parameter("components is not JSON");
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,512}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePattern();
}
