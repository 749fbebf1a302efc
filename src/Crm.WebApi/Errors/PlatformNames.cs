using System.Collections.Frozen;
using Crm.Application.Integrations.Contracts;

namespace Crm.WebApi.Errors;

/// <summary>What people call the platforms whose keys the code speaks of. The same in every language, and known once the server is built.</summary>
internal static class PlatformNames
{
    private static FrozenDictionary<string, string> byKey = FrozenDictionary<string, string>.Empty;

    public static void Learn(IEnumerable<IProvider> providers) =>
        byKey = providers
            .Select(provider => provider.Descriptor)
            .DistinctBy(descriptor => descriptor.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(
                descriptor => descriptor.Key,
                descriptor => descriptor.DisplayName,
                StringComparer.Ordinal
            );

    public static string Of(string platform) => byKey.GetValueOrDefault(platform, platform);
}
