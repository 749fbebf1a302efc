using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Audit;

/// <summary>
/// A platform administrator looks at or changes a company: its own trail says so before anything is answered. Runs in a scope of
/// that company.
/// </summary>
/// <returns>False: there is no such company.</returns>
public sealed record RecordSupportAccess(Actor By, string Method, string Route) : IRequest<bool>;

internal sealed class RecordSupportAccessValidator : AbstractValidator<RecordSupportAccess>
{
    public RecordSupportAccessValidator()
    {
        RuleFor(request => request.Method).NotEmpty();
        RuleFor(request => request.Route).NotEmpty();
    }
}

internal sealed class RecordSupportAccessHandler(ITenancyDb db, ITenantContext tenant, IAuditTrail audit)
    : IRequestHandler<RecordSupportAccess, bool>
{
    public async Task<bool> Handle(RecordSupportAccess request, CancellationToken cancellationToken)
    {
        if (!await db.Tenants.AnyAsync(cancellationToken))
        {
            return false;
        }

        await audit.RecordAsync(
            new("support.access", "tenant", tenant.TenantId.Value)
            {
                By = request.By,
                After = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["method"] = request.Method,
                    ["route"] = request.Route,
                },
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return true;
    }
}
