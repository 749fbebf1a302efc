using Crm.Application.Integrations.Contracts;

namespace Crm.Application.Publishing;

/// <summary>The platforms of this build that posts can be published at.</summary>
internal sealed class Publishers(IEnumerable<IProvider> providers)
{
    private readonly List<IPostPublisher> all = [.. providers.OfType<IPostPublisher>()];

    /// <param name="platform">A key or an alias.</param>
    public IPostPublisher? Find(string platform) => all.Find(publisher => publisher.Descriptor.Is(platform));
}
