using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Layers;

/// <summary>Across modules: ids and Contracts, never entities, never another module's tables. Arrows only downwards.</summary>
public sealed class ModuleWallTests
{
    private static readonly Dictionary<string, string[]> MayUseContractsOf = new(StringComparer.Ordinal)
    {
        ["Identity"] = [],
        ["Tenancy"] = ["Identity"],
        ["Venues"] = ["Tenancy"],
        ["ApiTokens"] = ["Tenancy", "Venues"],
        ["Integrations"] = ["Tenancy", "Venues"],
        ["Leads"] = ["Integrations", "Venues", "Tenancy"],
        ["Messaging"] = ["Integrations", "Leads", "Tenancy"],
        ["Publishing"] = ["Integrations", "Venues", "Tenancy"],
        ["Notifications"] = ["Tenancy", "Identity", "Integrations", "Leads"],
    };

    [Fact]
    public void The_scanner_sees_into_async_bodies()
    {
        var names = TypeReferences
            .Of(typeof(Crm.Application.Common.Behaviors.ValidationBehavior<,>))
            .Select(type => type.Name)
            .ToList();

        names.ShouldContain("IValidator`1");
    }

    [Fact]
    public void Every_module_is_known() =>
        ProductTypes
            .Of(ProductTypes.Application)
            .Select(type => ModuleOf(type, "Crm.Application."))
            .Where(module => module is not null and not "Common" && !MayUseContractsOf.ContainsKey(module))
            .Distinct(StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Fact]
    public void A_module_uses_other_modules_through_their_contracts() =>
        (
            from type in ProductTypes.Of(ProductTypes.Application)
            let module = ModuleOf(type, "Crm.Application.")
            where module is not null and not "Common"
            from used in TypeReferences.Of(type)
            let other = ModuleOf(used, "Crm.Application.")
            where other is not null and not "Common" && other != module
            where !IsContract(used) || !MayUseContractsOf[module].Contains(other, StringComparer.Ordinal)
            select $"{type.FullName} -> {used.FullName}"
        )
            .Distinct(StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Fact]
    public void A_module_never_touches_another_modules_entities() =>
        (
            from type in ProductTypes.Of(ProductTypes.Application)
            let module = ModuleOf(type, "Crm.Application.")
            where module is not null and not "Common"
            from used in TypeReferences.Of(type)
            let other = ModuleOf(used, "Crm.Domain.")
            where other is not null and not "Common" && other != module
            select $"{type.FullName} -> {used.FullName}"
        )
            .Distinct(StringComparer.Ordinal)
            .ShouldBeEmpty();

    private static bool IsContract(Type type) => type.Namespace!.Split('.') is [_, _, _, "Contracts", ..];

    private static string? ModuleOf(Type type, string prefix) =>
        type.Namespace is { } space && (space + ".").StartsWith(prefix, StringComparison.Ordinal)
            ? (space + ".")[prefix.Length..].Split('.')[0] is { Length: > 0 } module
                ? module
                : null
            : null;
}
