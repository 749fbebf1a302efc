using System.Net.Mail;
using System.Text;

namespace Crm.Domain.Common;

/// <summary>An e-mail address as typed, and the form that two spellings of it share.</summary>
public sealed record Email
{
    private const int MaxLength = 254;

    private Email(string address) => Address = address;

    public string Address { get; }

    /// <summary>What makes two spellings the same person. Invariant: in Turkish, i and I are two letters.</summary>
    public string Normalized => Normalize(Address);

    public static Email? TryParse(string? text)
    {
        var address = text?.Trim().Normalize(NormalizationForm.FormC);

        return IsAddress(address) ? new(address!) : null;
    }

    public static string Normalize(string address) => address.Normalize(NormalizationForm.FormC).ToUpperInvariant();

    public override string ToString() => "•••";

    private static bool IsAddress(string? address) =>
        address is { Length: > 2 and <= MaxLength }
        && !address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '"' or '<' or '>')
        && MailAddress.TryCreate(address, out var parsed)
        && parsed.Address == address;
}
