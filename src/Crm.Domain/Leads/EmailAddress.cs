namespace Crm.Domain.Leads;

/// <summary>An e-mail address as typed, and the form that two spellings of it share.</summary>
public sealed record EmailAddress
{
    public const int MaximumLength = 254;

    private EmailAddress(string value)
    {
        Value = value;
        Normalized = value.ToLowerInvariant();
    }

    public string Value { get; }

    public string Normalized { get; }

    /// <summary>Null when no mail could be delivered to it. Quoted local parts are not supported.</summary>
    public static EmailAddress? Parse(string? text)
    {
        if (LeadText.Clean(text) is not { Length: <= MaximumLength } value)
        {
            return null;
        }

        var at = value.IndexOf('@', StringComparison.Ordinal);

        return
            at is > 0 and <= 64
            && at == value.LastIndexOf('@')
            && HasDomain(value.AsSpan(at + 1))
            && !value.Any(character =>
                char.IsWhiteSpace(character)
                || char.IsControl(character)
                || character is ',' or ';' or '<' or '>' or '"'
            )
            ? new(value)
            : null;
    }

    private static bool HasDomain(ReadOnlySpan<char> domain) =>
        domain.Length >= 3
        && domain[0] is not ('.' or '-')
        && domain[^1] is not ('.' or '-')
        && domain.Contains('.')
        && domain.IndexOf("..", StringComparison.Ordinal) < 0;
}
