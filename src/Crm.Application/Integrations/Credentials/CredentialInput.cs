using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using FluentValidation.Results;

namespace Crm.Application.Integrations.Credentials;

/// <summary>Pasted values as they arrive: with the blanks around them that copying leaves.</summary>
internal static class CredentialInput
{
    private const int Longest = 4096;

    /// <param name="member">The member of the body that holds the values; null: the body itself.</param>
    /// <exception cref="ValidationException">A field that the platform does not have, or a value that cannot be one.</exception>
    /// <exception cref="DomainException"><c>credentials_incomplete</c>, naming what is missing.</exception>
    public static IReadOnlyDictionary<string, Secret> Read(
        ProviderDescriptor platform,
        IReadOnlyDictionary<string, Secret?> given,
        string? member
    )
    {
        var values = given
            .Select(pair => (pair.Key, Text: pair.Value?.Reveal().Trim() ?? ""))
            .Where(pair => pair.Text.Length > 0)
            .ToDictionary(pair => pair.Key, pair => new Secret(pair.Text), StringComparer.Ordinal);
        var faults = values.SelectMany(pair => Faults(platform, pair.Key, pair.Value.Reveal(), member)).ToList();
        if (faults.Count > 0)
        {
            throw new ValidationException(faults);
        }

        var missing = platform
            .CredentialFields.Where(field => field.IsRequired && !values.ContainsKey(field.Name))
            .Select(field => field.Name)
            .ToList();

        return missing.Count == 0
            ? values
            : throw new DomainException(
                "credentials_incomplete",
                ("platform", platform.DisplayName),
                ("fields", string.Join(", ", missing))
            );
    }

    private static IEnumerable<ValidationFailure> Faults(
        ProviderDescriptor platform,
        string field,
        string value,
        string? member
    )
    {
        var name = member is null ? field : $"{member}.{field}";
        var known = platform.CredentialFields.FirstOrDefault(one => one.Name == field);
        if (known is null)
        {
            yield return new(name, "member_unknown") { ErrorCode = "member_unknown" };
        }
        else if (
            value.Length > (known.Longest ?? Longest)
            || value.Any(character => char.IsControl(character) || character == ' ')
        )
        {
            yield return new(name, "credential_text") { ErrorCode = "credential_text" };
        }
    }
}
