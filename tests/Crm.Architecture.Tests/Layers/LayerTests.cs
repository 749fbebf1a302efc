using System.Reflection;
using FluentValidation;
using MediatR;
using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Layers;

public sealed class LayerTests
{
    [Fact]
    public void Domain_needs_nothing_but_the_runtime() =>
        ProductTypes
            .Domain.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not "netstandard")
            .ShouldBeEmpty();

    [Fact]
    public void Application_knows_neither_the_web_nor_the_database_driver_nor_the_scheduler() =>
        ProductTypes
            .Application.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name =>
                name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.StartsWith("Npgsql", StringComparison.Ordinal)
                || name.StartsWith("Quartz", StringComparison.Ordinal)
                || name.StartsWith("RestEase", StringComparison.Ordinal)
                || name.StartsWith("Crm.Infrastructure", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();

    [Fact]
    public void Concrete_classes_are_sealed() =>
        ProductTypes
            .All.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false })
            .Select(type => type.FullName)
            .ShouldBeEmpty();

    [Fact]
    public void Entities_change_through_verbs_alone() =>
        ProductTypes
            .Of(ProductTypes.Domain)
            .SelectMany(type => type.GetProperties().Where(property => property.DeclaringType == type))
            .Where(property =>
                property.SetMethod is { IsPublic: true } setter
                && !setter
                    .ReturnParameter.GetRequiredCustomModifiers()
                    .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            )
            .Select(property => $"{property.DeclaringType}.{property.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void Requests_that_take_text_are_validated()
    {
        var validated = ProductTypes
            .Of(ProductTypes.Application)
            .SelectMany(type => type.GetInterfaces())
            .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IValidator<>))
            .Select(face => face.GetGenericArguments()[0])
            .ToHashSet();

        ProductTypes
            .Of(ProductTypes.Application)
            .Where(type => type.IsAssignableTo(typeof(IBaseRequest)) && !type.IsAbstract && TakesText(type))
            .Where(type => !validated.Contains(type))
            .Select(type => type.FullName)
            .ShouldBeEmpty();
    }

    private static bool TakesText(Type request) =>
        request
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Any(property => property.PropertyType == typeof(string));
}
