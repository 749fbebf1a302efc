using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>Credential fields with their words in English, Turkish and Arabic.</summary>
internal static class Field
{
    public static CredentialField Required(
        string name,
        (string En, string Tr, string Ar) label,
        (string En, string Tr, string Ar) help,
        bool isSecret = true
    ) => new(name, IsRequired: true, isSecret, Words(label), Words(help));

    public static CredentialField Optional(
        string name,
        (string En, string Tr, string Ar) label,
        (string En, string Tr, string Ar) help,
        bool isSecret = true,
        int? longest = null
    ) => new(name, IsRequired: false, isSecret, Words(label), Words(help), longest);

    private static Dictionary<string, string> Words((string En, string Tr, string Ar) words) =>
        new(StringComparer.Ordinal)
        {
            ["en"] = words.En,
            ["tr"] = words.Tr,
            ["ar"] = words.Ar,
        };
}
