using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy;

/// <summary>A new tenant and its first person, who owns it.</summary>
public sealed record Register(
    string TenantName,
    string FullName,
    string Email,
    Secret Password,
    string? Locale = null,
    string? TimeZone = null,
    string? Country = null
) : IRequest<RegisterResponse>;

internal sealed class RegisterValidator : AbstractValidator<Register>
{
    public RegisterValidator()
    {
        RuleFor(request => request.TenantName).IsName();
        RuleFor(request => request.FullName).IsName();
        RuleFor(request => request.Email).IsEmail();
        RuleFor(request => request.Password).IsNewPassword(request => request.Email);
        RuleFor(request => request.Locale).IsLocale();
        RuleFor(request => request.TimeZone).IsTimeZone();
        RuleFor(request => request.Country).IsCountry();
    }
}

internal sealed class RegisterHandler(
    IPeople people,
    ISignIns signIns,
    IEmailConfirmation confirmation,
    ITenancyDb db,
    ITenantContext tenantContext,
    IAuditTrail audit,
    TimeProvider time
) : IRequestHandler<Register, RegisterResponse>
{
    public async Task<RegisterResponse> Handle(Register request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(request.Email)!;
        if (await people.IsTakenAsync(email, cancellationToken))
        {
            throw new DomainException("email_taken");
        }

        var now = time.GetUtcNow();
        var locale = request.Locale ?? "tr";
        var tenant = Tenant.Create(
            request.TenantName.Trim(),
            locale,
            request.TimeZone ?? "Europe/Istanbul",
            request.Country ?? "TR",
            now
        );
        tenantContext.Set(tenant.TenantId);
        var person = new NewPerson(email, request.Password, request.FullName.Trim(), locale);
        var personId = await people.AddAsync(person, cancellationToken);
        await people.RememberTenantAsync(personId, tenant.TenantId.Value, cancellationToken);

        db.Tenants.Add(tenant);
        db.Memberships.Add(Membership.Create(tenant.TenantId, personId, Role.Owner, now));
        db.Subscriptions.Add(Subscription.StartTrial(tenant.TenantId, now));
        await RecordAsync(tenant, personId, request, cancellationToken);
        var tokens = await signIns.BeginAsync(personId, tenant.TenantId.Value, cancellationToken);
        await confirmation.AskAsync(personId, tenant.Name, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        return new(tenant.TenantId.Value, personId, tokens);
    }

    /// <summary>Where every company's trail begins.</summary>
    private ValueTask RecordAsync(
        Tenant tenant,
        Guid personId,
        Register request,
        CancellationToken cancellationToken
    ) =>
        audit.RecordAsync(
            new("tenant.created", "tenant", tenant.TenantId.Value)
            {
                By = new(ActorKind.Person, personId, Address: null),
                After = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["name"] = tenant.Name,
                    ["locale"] = tenant.Locale,
                    ["timeZone"] = tenant.TimeZone,
                    ["country"] = tenant.Country,
                    ["ownerId"] = personId,
                },
                SubjectId = personId,
                Personal = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["fullName"] = request.FullName.Trim(),
                    ["email"] = request.Email,
                },
            },
            cancellationToken
        );
}

public sealed record RegisterResponse(Guid TenantId, Guid UserId, SessionTokens Tokens);
