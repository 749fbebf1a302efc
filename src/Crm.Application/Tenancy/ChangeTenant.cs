using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

/// <summary>What is left out stays as it is.</summary>
public sealed record ChangeTenant(
    string? Name = null,
    string? Locale = null,
    string? TimeZone = null,
    string? Country = null,
    string? Currency = null
) : IRequest<TenantDto>;

internal sealed class ChangeTenantValidator : AbstractValidator<ChangeTenant>
{
    public ChangeTenantValidator()
    {
        RuleFor(request => request.Name!).IsName().When(request => request.Name is not null);
        RuleFor(request => request.Locale).IsLocale();
        RuleFor(request => request.TimeZone).IsTimeZone();
        RuleFor(request => request.Country).IsCountry();
        RuleFor(request => request.Currency).IsCurrency();
    }
}

internal sealed class ChangeTenantHandler(ITenancyDb db, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<ChangeTenant, TenantDto>
{
    public async Task<TenantDto> Handle(ChangeTenant request, CancellationToken cancellationToken)
    {
        var tenant = await db.Tenants.SingleAsync(cancellationToken);
        // The first booking writes to the tenant's row, so one that comes after this look makes the save fail.
        var isAnotherCurrency = request.Currency is { } currency && currency != tenant.Currency;
        if (isAnotherCurrency && await db.Balances.AnyAsync(cancellationToken))
        {
            throw new DomainException("currency_fixed", ("currency", tenant.Currency));
        }

        var before = Members(tenant);
        tenant.Change(
            new(CleanText.Of(request.Name), request.Locale, request.TimeZone, request.Country, request.Currency),
            time.GetUtcNow()
        );
        await audit.RecordAsync(
            new("tenant.changed", "tenant", tenant.TenantId.Value) { Before = before, After = Members(tenant) },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return TenantDto.From(tenant);
    }

    private static Dictionary<string, object?> Members(Tenant tenant) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = tenant.Name,
            ["locale"] = tenant.Locale,
            ["timeZone"] = tenant.TimeZone,
            ["country"] = tenant.Country,
            ["currency"] = tenant.Currency,
        };
}
