namespace Crm.Domain.Venues;

/// <summary>A device's hardware address, kept as <c>aa:bb:cc:dd:ee:ff</c> however it was written.</summary>
public sealed record MacAddress
{
    private const int Digits = 12;
    private const int MaximumLength = 32;

    private MacAddress(string value) => Value = value;

    public string Value { get; }

    /// <summary>With colons, hyphens, dots or nothing between the digits. Null when it is no such address.</summary>
    public static MacAddress? Parse(string? text)
    {
        if (text is not { Length: <= MaximumLength })
        {
            return null;
        }

        var digits = string.Concat(text.Trim().Where(sign => sign is not (':' or '-' or '.'))).ToLowerInvariant();

        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit)
            ? new(string.Join(':', digits.Chunk(2).Select(pair => new string(pair))))
            : null;
    }

    public override string ToString() => Value;
}
