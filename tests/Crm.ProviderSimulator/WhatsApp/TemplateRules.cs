using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Whether a template may be sent, and whether its parameters are those of its placeholders.</summary>
internal sealed partial class TemplateRules(WhatsAppState state)
{
    private const int LongestParameters = 1024;

    public Template Check(JsonElement content, PhoneNumber number)
    {
        var name = MessageRules.Text(content, "name") ?? throw WhatsAppErrors.Missing("template.name");
        var language = content.TryGetProperty("language", out var given) ? MessageRules.Text(given, "code") : null;
        if (language is null)
        {
            throw WhatsAppErrors.Missing("template.language.code");
        }

        var template = state
            .TemplatesOf(number.AccountId)
            .FirstOrDefault(found => found.Name == name && found.Language == language);
        switch (template?.Status)
        {
            case Template.Approved:
                break;
            case Template.Paused:
                throw WhatsAppErrors.Of(132015, $"template name ({name}) is paused");
            case Template.Disabled:
                throw WhatsAppErrors.Of(132016, $"template name ({name}) is disabled");
            default:
                throw WhatsAppErrors.Of(132001, $"template name ({name}) does not exist in {language}");
        }

        CheckComponents(content, template);
        return template;
    }

    private static void CheckComponents(JsonElement content, Template template)
    {
        var given = Items(content, "components");
        foreach (var component in template.Components)
        {
            var type = component!["type"]!.GetValue<string>();
            if (type == "BUTTONS")
            {
                CheckButtons(component["buttons"]!.AsArray(), given);
            }
            else
            {
                var sent = given.FirstOrDefault(found => Is(found, "type", type));
                CheckParameters(type.ToLowerInvariant(), component, Items(sent, "parameters"));
            }
        }

        foreach (var index in given.Where(found => Is(found, "type", "button")))
        {
            if (!index.TryGetProperty("index", out var number) || number.ValueKind != JsonValueKind.String)
            {
                throw WhatsAppErrors.Parameter("index of a button must be a string");
            }
        }
    }

    private static void CheckButtons(JsonArray buttons, List<JsonElement> given)
    {
        for (var index = 0; index < buttons.Count; index++)
        {
            var expected = Placeholders(buttons[index]!["url"]?.GetValue<string>()).Count;
            var text = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var sent = given.FirstOrDefault(found =>
                Is(found, "type", "button") && found.TryGetProperty("index", out var at) && at.ToString() == text
            );
            if (expected > 0)
            {
                CheckCount($"button {text}", Items(sent, "parameters").Count, expected);
            }
        }
    }

    private static void CheckParameters(string type, JsonNode component, List<JsonElement> parameters)
    {
        if (component["format"]?.GetValue<string>().ToLowerInvariant() is { } format and not "text")
        {
            CheckCount(type, parameters.Count, 1);
            if (!Is(parameters[0], "type", format) || !parameters[0].TryGetProperty(format, out _))
            {
                throw WhatsAppErrors.Of(132012, $"{type}: format mismatch, expected {format}");
            }

            return;
        }

        var placeholders = Placeholders(component["text"]?.GetValue<string>());
        CheckCount(type, parameters.Count, placeholders.Count);
        if (placeholders.Any(name => !char.IsAsciiDigit(name[0])))
        {
            var names = parameters.Select(parameter => MessageRules.Text(parameter, "parameter_name"));
            if (placeholders.Except(names.OfType<string>(), StringComparer.Ordinal).FirstOrDefault() is { } missing)
            {
                throw WhatsAppErrors.Parameter($"Parameter name is missing or empty: {missing}");
            }
        }

        CheckTexts(type, parameters);
    }

    private static void CheckTexts(string type, List<JsonElement> parameters)
    {
        var texts = parameters
            .Where(parameter => Is(parameter, "type", "text"))
            .Select(parameter => MessageRules.Text(parameter, "text") ?? throw WhatsAppErrors.Missing($"{type} text"))
            .ToList();
        if (texts.Exists(text => UnfitText().IsMatch(text)))
        {
            throw WhatsAppErrors.Of(
                132018,
                "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
            );
        }

        if (texts.Sum(text => text.Length) > LongestParameters)
        {
            throw WhatsAppErrors.Of(132005, $"{type}: the text is too long with its parameters");
        }
    }

    private static void CheckCount(string type, int given, int expected)
    {
        if (given != expected)
        {
            throw WhatsAppErrors.Of(
                132000,
                $"{type}: number of localizable_params ({given}) does not match the expected number of params ({expected})"
            );
        }
    }

    private static HashSet<string> Placeholders(string? text) =>
        [.. Placeholder().Matches(text ?? "").Select(match => match.Groups["name"].Value)];

    private static bool Is(JsonElement element, string name, string value) =>
        string.Equals(MessageRules.Text(element, name), value, StringComparison.OrdinalIgnoreCase);

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var items)
        && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray()]
            : [];

    [GeneratedRegex(@"\{\{(?<name>[^}]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[\n\r\t]| {5,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnfitText();
}
