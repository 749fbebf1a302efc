using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy;

/// <param name="Country">ISO 3166; telephone numbers without a prefix are read as this country's.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record TenantDto(
    Guid Id,
    string Name,
    string Locale,
    string TimeZone,
    string Country,
    string Currency,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static TenantDto From(Tenant tenant) =>
        new(
            tenant.TenantId.Value,
            tenant.Name,
            tenant.Locale,
            tenant.TimeZone,
            tenant.Country,
            tenant.Currency,
            tenant.CreatedAt,
            tenant.Version
        );
}
