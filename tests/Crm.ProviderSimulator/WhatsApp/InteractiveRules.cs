using System.Text.Json;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Reply buttons and lists.</summary>
internal static class InteractiveRules
{
    public static void Check(JsonElement content)
    {
        var type = MessageRules.Text(content, "type");
        if (!content.TryGetProperty("action", out var action) || !content.TryGetProperty("body", out var body))
        {
            throw WhatsAppErrors.Missing("interactive.body and interactive.action");
        }

        Fits(MessageRules.Text(body, "text"), type == "list" ? 4096 : 1024, "body.text");
        switch (type)
        {
            case "button":
                CheckButtons(Items(action, "buttons"));
                break;
            case "list":
                Fits(MessageRules.Text(action, "button"), 20, "action.button");
                CheckSections(Items(action, "sections"));
                break;
            default:
                throw WhatsAppErrors.Invalid($"interactive.type {type} is not supported here");
        }
    }

    private static void CheckButtons(List<JsonElement> buttons)
    {
        if (buttons.Count is 0 or > 3)
        {
            throw WhatsAppErrors.Invalid("there are 1 to 3 buttons");
        }

        foreach (var button in buttons)
        {
            var reply = button.TryGetProperty("reply", out var found) ? found : default;
            Fits(MessageRules.Text(reply, "id"), 256, "reply.id");
            Fits(MessageRules.Text(reply, "title"), 20, "reply.title");
        }
    }

    private static void CheckSections(List<JsonElement> sections)
    {
        var rows = sections.SelectMany(section => Items(section, "rows")).ToList();
        if (sections.Count is 0 or > 10 || rows.Count is 0 or > 10)
        {
            throw WhatsAppErrors.Invalid("there are 1 to 10 sections with 1 to 10 rows in all");
        }

        foreach (var row in rows)
        {
            Fits(MessageRules.Text(row, "id"), 200, "row.id");
            Fits(MessageRules.Text(row, "title"), 24, "row.title");
            Fits(MessageRules.Text(row, "description") ?? " ", 72, "row.description");
        }
    }

    private static void Fits(string? text, int most, string what)
    {
        if (text is null)
        {
            throw WhatsAppErrors.Missing(what);
        }

        if (text.Length > most)
        {
            throw WhatsAppErrors.Invalid($"{what} is longer than {most} characters");
        }
    }

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray()]
            : [];
}
