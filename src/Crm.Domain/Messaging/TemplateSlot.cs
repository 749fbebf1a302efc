namespace Crm.Domain.Messaging;

/// <summary>A place of a template that takes parameters.</summary>
/// <param name="Component">header, body or button.</param>
/// <param name="Index">Of a button, from 0.</param>
/// <param name="Format">text, or the kind of media that it takes.</param>
/// <param name="Names">Of its placeholders, in their order; numbers where the template does not name them.</param>
public sealed record TemplateSlot(string Component, int? Index, string Format, IReadOnlyList<string> Names)
{
    public bool IsNamed => Names.Any(name => !name.All(char.IsAsciiDigit));

    public bool IsOf(SentComponent component) =>
        component.Type == Component && (Component is not "button" || (component.Index ?? 0) == Index);
}

/// <summary>Whether what is given are the parameters that a template asks for: the same number, names and kinds in each place.</summary>
public static class TemplateFit
{
    /// <returns>Empty: it fits.</returns>
    public static IEnumerable<TemplateMisfit> Check(
        IReadOnlyList<TemplateSlot> slots,
        IReadOnlyList<SentComponent> components
    )
    {
        foreach (var slot in slots)
        {
            var given = components.FirstOrDefault(slot.IsOf)?.Parameters ?? [];
            if (given.Count != slot.Names.Count)
            {
                yield return new("template_parameter_count", slot.Component, slot.Names.Count, given.Count);
            }
            else if (given.FirstOrDefault(parameter => parameter.Type != slot.Format) is { } other)
            {
                yield return new("template_parameter_type", slot.Component, Expected: slot.Format, Found: other.Type);
            }
            else if (slot.IsNamed && Unnamed(slot, given) is { } missing)
            {
                yield return new("template_parameter_name", slot.Component, Expected: missing);
            }
        }

        foreach (var component in components)
        {
            // A quick reply may say what it means, and needs not.
            var isFree = component is { Type: "button", SubType: "quick_reply" };
            var count = component.Parameters?.Count ?? 0;
            if (!isFree && count > 0 && !slots.Any(slot => slot.IsOf(component)))
            {
                yield return new("template_parameter_count", component.Type, 0, count);
            }
        }
    }

    private static string? Unnamed(TemplateSlot slot, IReadOnlyList<SentParameter> given) =>
        slot
            .Names.Except(given.Select(parameter => parameter.Name).OfType<string>(), StringComparer.Ordinal)
            .FirstOrDefault();
}

/// <param name="Code">Its text stands with those of the members.</param>
public sealed record TemplateMisfit(string Code, string Component, object? Expected = null, object? Found = null);
