using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Configuration;

/// <summary>Reads settings; a bad one stops the start with one line that names it, its fault and the remedy.</summary>
internal static class Settings
{
    public static string? Optional(this IConfiguration configuration, string name) =>
        configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public static string Required(this IConfiguration configuration, string name, string remedy) =>
        configuration.Optional(name) ?? throw new StartupException($"{name} is missing. {remedy}");

    public static bool Flag(this IConfiguration configuration, string name, bool otherwise) =>
        configuration.Optional(name) switch
        {
            null => otherwise,
            "1" or "true" => true,
            "0" or "false" => false,
            var value => throw new StartupException($"{name} is '{value}'. Use 1 or 0."),
        };

    public static int Number(this IConfiguration configuration, string name, int otherwise, int least, int most) =>
        configuration.Optional(name) switch
        {
            null => otherwise,
            var value
                when int.TryParse(value, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most => number,
            var value => throw new StartupException($"{name} is '{value}'. Use a whole number from {least} to {most}."),
        };

    public static string Choice(this IConfiguration configuration, string name, params string[] choices) =>
        configuration.Optional(name) switch
        {
            null => choices[0],
            var value when choices.Contains(value, StringComparer.Ordinal) => value,
            var value => throw new StartupException($"{name} is '{value}'. Use one of: {string.Join(", ", choices)}."),
        };

    /// <summary>As <see cref="Url"/>, with a slash at its end, so that paths are added to it and replace nothing.</summary>
    public static Uri BaseUrl(this IConfiguration configuration, string name, string otherwise) =>
        new(configuration.Url(name, otherwise).AbsoluteUri.TrimEnd('/') + "/");

    /// <summary>An http or https address without a trailing slash.</summary>
    public static Uri Url(this IConfiguration configuration, string name, string otherwise)
    {
        var value = configuration.Optional(name) ?? otherwise;

        return
            Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new StartupException($"{name} is '{value}'. Use an address such as {otherwise}.");
    }
}
