using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Application;
using Crm.Domain.Common;
using Crm.Infrastructure;
using Crm.WebApi;

namespace Crm.Architecture.Tests.Layers;

/// <summary>The types of the product, without what the compiler adds.</summary>
internal static class ProductTypes
{
    public static readonly Assembly Domain = typeof(TenantId).Assembly;
    public static readonly Assembly Application = typeof(ApplicationServices).Assembly;
    public static readonly Assembly Infrastructure = typeof(StartupException).Assembly;
    public static readonly Assembly WebApi = typeof(CrmApplication).Assembly;

    public static IEnumerable<Type> All => new[] { Domain, Application, Infrastructure, WebApi }.SelectMany(Of);

    public static IEnumerable<Type> Of(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(type =>
                type.Namespace?.StartsWith("Crm.", StringComparison.Ordinal) == true
                && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                && !type.Name.Contains('<', StringComparison.Ordinal)
                && type.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true
            );
}
