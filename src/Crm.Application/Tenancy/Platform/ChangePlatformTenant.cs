using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Platform;

/// <summary>The tenant of the scope. What is left out stays as it is.</summary>
/// <param name="OverdraftLimit">How far below zero the balance may go.</param>
public sealed record ChangePlatformTenant(string? Name, decimal? OverdraftLimit) : IRequest<PlatformTenantDto>;

internal sealed class ChangePlatformTenantValidator : AbstractValidator<ChangePlatformTenant>
{
    public ChangePlatformTenantValidator()
    {
        RuleFor(request => request.Name!).IsName().When(request => request.Name is not null);
        RuleFor(request => request.OverdraftLimit)
            .Must(limit => limit is null || (limit >= 0 && Money.IsKeepable(limit.Value)))
            .WithErrorCode("overdraft_limit")
            .WithMessage("Expected zero or more with at most four decimals.");
    }
}

internal sealed class ChangePlatformTenantHandler(ITenancyDb db, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<ChangePlatformTenant, PlatformTenantDto>
{
    public async Task<PlatformTenantDto> Handle(ChangePlatformTenant request, CancellationToken cancellationToken)
    {
        var tenant = await db.NamedTenantAsync(cancellationToken);
        var balance = await db.Balances.SingleOrDefaultAsync(cancellationToken);
        var before = Members(tenant, balance);
        tenant.Change(new(CleanText.Of(request.Name)), time.GetUtcNow());
        if (request.OverdraftLimit is { } limit)
        {
            balance ??= db.Balances.Add(Balance.Open(tenant)).Entity;
            balance.PermitOverdraft(limit);
        }

        await audit.RecordAsync(
            new("tenant.changed_by_platform", "tenant", tenant.TenantId.Value)
            {
                Before = before,
                After = Members(tenant, balance),
            },
            cancellationToken
        );
        await SaveAsync(cancellationToken);

        return PlatformTenantDto.From(
            tenant,
            await db.Subscriptions.AsNoTracking().SingleAsync(cancellationToken),
            balance
        );
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is not DbUpdateConcurrencyException)
        {
            // The first booking has opened the balance meanwhile.
            throw new DomainException("concurrent_change");
        }
    }

    private static Dictionary<string, object?> Members(Tenant tenant, Balance? balance) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = tenant.Name,
            ["overdraftLimit"] = Money.Text(balance?.PermittedOverdraft ?? 0),
        };
}
