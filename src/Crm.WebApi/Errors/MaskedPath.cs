namespace Crm.WebApi.Errors;

/// <summary>A request's path without the key that an address carries: a webhook's account, a file that a provider fetches.</summary>
internal static class MaskedPath
{
    private const string Webhooks = "/api/integrations/webhooks/";
    private const string Media = "/media/";

    public static string Of(HttpRequest request) => Of(request.PathBase.Add(request.Path).ToUriComponent());

    public static string Of(string path) =>
        path.StartsWith(Webhooks, StringComparison.OrdinalIgnoreCase) ? Mask(path)
        : path.StartsWith(Media, StringComparison.OrdinalIgnoreCase) ? Media + "***"
        : path;

    private static string Mask(string path)
    {
        var end = path.IndexOf('/', Webhooks.Length);
        var hasKey = end >= 0 && end < path.Length - 1;

        return hasKey ? path[..(end + 1)] + "***" : path;
    }
}
