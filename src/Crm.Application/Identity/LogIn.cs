using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity;

/// <param name="TenantId">Null: the tenant used last.</param>
/// <param name="Address">Where the attempt comes from.</param>
public sealed record LogIn(string Email, Secret Password, Guid? TenantId, string Address) : IRequest<SessionTokens>;

internal sealed class LogInValidator : AbstractValidator<LogIn>
{
    public LogInValidator()
    {
        RuleFor(request => request.Email).IsEmail();
        RuleFor(request => request.Password).NotNull();
    }
}

internal sealed class LogInHandler(
    IPeople people,
    IMemberships memberships,
    ISignIns signIns,
    ISignInThrottle throttle,
    IIdentityDb db
) : IRequestHandler<LogIn, SessionTokens>
{
    public async Task<SessionTokens> Handle(LogIn request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(request.Email)!;
        if (throttle.Check(email, request.Address) is { } pause)
        {
            throw new DomainException("rate_limited", ("retryAfter", pause));
        }

        if (await people.CheckPasswordAsync(email, request.Password, cancellationToken) is not { } person)
        {
            throttle.RecordFailure(email, request.Address);
            throw new DomainException("invalid_credentials");
        }

        throttle.RecordSuccess(email, request.Address);
        var tenantId = await ChooseTenantAsync(person, request.TenantId, cancellationToken);
        await people.RememberTenantAsync(person.Id, tenantId, cancellationToken);
        var tokens = await signIns.BeginAsync(person.Id, tenantId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        return tokens;
    }

    private async Task<Guid?> ChooseTenantAsync(PersonDto person, Guid? wanted, CancellationToken cancellationToken)
    {
        var tenants = await memberships.OfAsync(person.Id, cancellationToken);
        var choice = wanted ?? person.LastTenantId;
        var chosen = tenants.FirstOrDefault(membership => membership.TenantId == choice);
        if (chosen is null && wanted is null && tenants.Count > 0)
        {
            chosen = tenants[0];
        }

        var mayEnterWithout = person.IsPlatformAdmin && wanted is null;

        return chosen is null && !mayEnterWithout ? throw new DomainException("forbidden") : chosen?.TenantId;
    }
}
