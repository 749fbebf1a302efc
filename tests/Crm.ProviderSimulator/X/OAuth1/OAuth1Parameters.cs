namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>Reads the parameters of a request from its raw text: what a framework has decoded already cannot be signed again.</summary>
internal static class OAuth1Parameters
{
    public const string Prefix = "OAuth ";

    /// <summary>The pairs of an Authorization header, or null when it is not one of OAuth 1.0a.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? OfHeader(string header)
    {
        if (!header.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in header[Prefix.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || part.Length < equals + 3 || part[equals + 1] != '"' || part[^1] != '"')
            {
                return null;
            }

            pairs.Add(new(Uri.UnescapeDataString(part[..equals]), Uri.UnescapeDataString(part[(equals + 2)..^1])));
        }

        return pairs;
    }

    /// <summary>The pairs of a query or a form body.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfForm(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Select(part => new KeyValuePair<string, string>(
                Decode(part[0]),
                Decode(part.ElementAtOrDefault(1) ?? "")
            ));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
