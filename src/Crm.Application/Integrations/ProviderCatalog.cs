using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;

namespace Crm.Application.Integrations;

/// <summary>The platforms of this build and what each can do: a port that nobody implements for a platform is a missing capability.</summary>
internal sealed class ProviderCatalog(IEnumerable<IProvider> providers)
{
    private readonly List<IProvider> all = [.. providers];

    public IEnumerable<ProviderDescriptor> Descriptors =>
        all.Select(provider => provider.Descriptor).DistinctBy(descriptor => descriptor.Key, StringComparer.Ordinal);

    /// <param name="platform">A key or an alias.</param>
    public ProviderDescriptor? FindDescriptor(string? platform) =>
        Descriptors.FirstOrDefault(descriptor => descriptor.Is(platform));

    public ProviderDescriptor Descriptor(string platform) => FindDescriptor(platform) ?? throw NotSupported(platform);

    public T? Find<T>(string platform)
        where T : IProvider => all.OfType<T>().FirstOrDefault(provider => provider.Descriptor.Key == platform);

    public T Get<T>(string platform)
        where T : IProvider => Find<T>(platform) ?? throw NotSupported(platform);

    private static ProviderException NotSupported(string platform) =>
        new("not_supported_by_platform", platform, reason: null, retryAfter: null);
}
