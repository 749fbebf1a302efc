using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Languages;

/// <summary>
/// The language of one answer, by Accept-Language. Only the UI culture changes: numbers and dates in the API have no
/// language. It runs outside the exception handler, since a culture does not flow outwards.
/// </summary>
internal sealed class RequestLanguage(RequestDelegate next)
{
    public static readonly IReadOnlyList<string> All = ["en", "tr", "ar"];

    private static readonly CultureInfo Turkish = CultureInfo.GetCultureInfo("tr");
    private static readonly CultureInfo Arabic = CultureInfo.GetCultureInfo("ar");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>One of <see cref="All"/>.</summary>
    public static string Current =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch
        {
            "tr" => "tr",
            "ar" => "ar",
            _ => "en",
        };

    public async Task InvokeAsync(HttpContext context)
    {
        // Left alone where nothing would change: what is set flows along with every await of the request.
        if (Choose(context.Request) is var culture && !culture.Equals(CultureInfo.CurrentUICulture))
        {
            CultureInfo.CurrentUICulture = culture;
        }

        await next(context);
    }

    private static CultureInfo Choose(HttpRequest request) =>
        request.Headers.AcceptLanguage is { Count: > 0 } header
        && StringWithQualityHeaderValue.TryParseList(header, out var wanted)
            ? wanted
                .Where(language => language.Quality is not 0)
                .OrderByDescending(language => language.Quality ?? 1)
                .Select(language => Find(language.Value))
                .FirstOrDefault(culture => culture is not null)
                ?? English
            : English;

    private static CultureInfo? Find(Microsoft.Extensions.Primitives.StringSegment tag) =>
        tag.Split(['-']).First().Value?.ToLowerInvariant() switch
        {
            "tr" => Turkish,
            "ar" => Arabic,
            "en" or "*" => English,
            _ => null,
        };
}
