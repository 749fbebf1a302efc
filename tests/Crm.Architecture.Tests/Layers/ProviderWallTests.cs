using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Layers;

/// <summary>A provider is a folder: without it and its one line everything else builds.</summary>
public sealed class ProviderWallTests
{
    private const string Providers = "Crm.Infrastructure.Providers.";

    /// <summary>What several providers have in common.</summary>
    private static readonly string[] Common = ["Shared", "Meta"];

    private static readonly string[] Lists = ["Crm.Infrastructure.Providers.ProviderServices"];

    [Fact]
    public void Nobody_knows_a_provider_but_the_list_of_them() =>
        (
            from type in ProductTypes.All
            where !Lists.Contains(type.FullName, StringComparer.Ordinal)
            let own = ProviderOf(type)
            from used in TypeReferences.Of(type)
            let provider = ProviderOf(used)
            where provider is not null && provider != own && !Common.Contains(provider, StringComparer.Ordinal)
            select $"{type.FullName} -> {used.FullName}"
        )
            .Distinct(StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Fact]
    public void There_are_providers_to_look_at() =>
        ProductTypes
            .All.Select(ProviderOf)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBeGreaterThan(6);

    private static string? ProviderOf(Type type) =>
        type.Namespace is { } space && space.StartsWith(Providers, StringComparison.Ordinal)
            ? space[Providers.Length..].Split('.')[0]
            : null;
}
