namespace Crm.Domain.Common;

/// <summary>An e-mail address as typed, and the form that two spellings of it share.</summary>
public sealed record EmailAddress
{
    public const int MaximumLength = 254;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    /// <summary>What makes two spellings the same address. Invariant: in Turkish, i and I are two letters.</summary>
    public string Normalized => Normalize(Value);

    /// <summary>Null when no mail could be delivered to it. Quoted local parts are not supported.</summary>
    public static EmailAddress? Parse(string? text)
    {
        if (CleanText.Of(text) is not { Length: <= MaximumLength } value)
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

    public static string Normalize(string address) => address.Normalize().ToLowerInvariant();

    public override string ToString() => "•••";

    private static bool HasDomain(ReadOnlySpan<char> domain) =>
        domain.Length >= 3
        && domain[0] is not ('.' or '-')
        && domain[^1] is not ('.' or '-')
        && domain.Contains('.')
        && domain.IndexOf("..", StringComparison.Ordinal) < 0;
}
