using Crm.Application.Identity.Contracts;
using Crm.Application.Identity.TwoFactor;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity;

/// <param name="TenantId">Null: the tenant used last.</param>
/// <param name="Address">Where the attempt comes from.</param>
/// <param name="TotpCode">Of the authenticator app, or a recovery code; read once a second factor is enabled.</param>
public sealed record LogIn(string Email, Secret Password, Guid? TenantId, string Address, string? TotpCode = null)
    : IRequest<SessionTokens>;

internal sealed class LogInValidator : AbstractValidator<LogIn>
{
    public LogInValidator()
    {
        RuleFor(request => request.Email).IsEmail();
        RuleFor(request => request.Password).NotNull();
        RuleFor(request => request.TotpCode).MaximumLength(100);
    }
}

internal sealed class LogInHandler(
    IPeople people,
    IMemberships memberships,
    ISignIns signIns,
    ISignInThrottle throttle,
    SecondFactorCheck secondFactor,
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

        if (person.TwoFactorEnabled && !await PassesAsync(person, request.TotpCode, cancellationToken))
        {
            throttle.RecordFailure(email, request.Address);
            throw new DomainException("two_factor_invalid");
        }

        throttle.RecordSuccess(email, request.Address);
        var tenantId = await ChooseTenantAsync(person, request.TenantId, cancellationToken);
        await people.RememberTenantAsync(person.Id, tenantId, cancellationToken);
        var tokens = await signIns.BeginAsync(person.Id, tenantId, cancellationToken);
        await SaveAsync(person, cancellationToken);

        return tokens;
    }

    private Task<bool> PassesAsync(PersonDto person, string? code, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(code)
            ? throw new DomainException("two_factor_required")
            : secondFactor.AcceptAsync(person.Id, code, cancellationToken);

    private async Task SaveAsync(PersonDto person, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Meanwhile the code was spent by another sign-in, or the password was changed.
            throw new DomainException(person.TwoFactorEnabled ? "two_factor_invalid" : "invalid_credentials");
        }
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
