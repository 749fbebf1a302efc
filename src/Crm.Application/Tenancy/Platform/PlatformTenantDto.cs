using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Platform;

/// <param name="OverdraftLimit">How far below zero the balance may go.</param>
public sealed record PlatformTenantDto(
    Guid Id,
    string Name,
    string Country,
    string Locale,
    string TimeZone,
    string Currency,
    DateTimeOffset CreatedAt,
    PlatformSubscriptionDto Subscription,
    string Balance,
    string OverdraftLimit,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static PlatformTenantDto From(Tenant tenant, Subscription subscription, Balance? balance) =>
        new(
            tenant.TenantId.Value,
            tenant.Name,
            tenant.Country,
            tenant.Locale,
            tenant.TimeZone,
            tenant.Currency,
            tenant.CreatedAt,
            PlatformSubscriptionDto.From(subscription),
            Money.Text(balance?.Amount ?? 0),
            Money.Text(balance?.PermittedOverdraft ?? 0),
            tenant.Version
        );
}

internal static class PlatformTenants
{
    /// <summary>The scope's tenant, which the caller has named by its id.</summary>
    public static async Task<Tenant> NamedTenantAsync(this ITenancyDb db, CancellationToken cancellationToken) =>
        await db.Tenants.SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Tenant");
}
