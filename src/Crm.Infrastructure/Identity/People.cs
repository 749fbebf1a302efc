using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Identity;

internal sealed class People(UserManager<Person> users, Passwords passwords, CrmDbContext context, TimeProvider time)
    : IPeople
{
    public Task<bool> IsTakenAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var normalized = email.Normalized;

        return context.Set<Person>().AnyAsync(person => person.NormalizedEmail == normalized, cancellationToken);
    }

    public async Task<Guid> AddAsync(NewPerson person, CancellationToken cancellationToken)
    {
        var added = new Person
        {
            Id = Guid.CreateVersion7(),
            Email = person.Email.Value,
            FullName = person.FullName,
            Locale = person.Locale,
            IsPlatformAdmin = person.IsPlatformAdmin,
            EmailConfirmed = person.IsEmailConfirmed,
            PasswordHash = await passwords.HashAsync(person.Password, cancellationToken),
            CreatedAt = time.GetUtcNow(),
        };
        var result = await users.CreateAsync(added);

        return result.Succeeded
            ? added.Id
            : throw (
                result.Errors.Any(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal))
                    ? new DomainException("email_taken")
                    : new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Code)))
            );
    }

    public async Task<PersonDto?> CheckPasswordAsync(
        EmailAddress email,
        Secret password,
        CancellationToken cancellationToken
    )
    {
        var person = await users.FindByEmailAsync(email.Value);
        var result = await passwords.VerifyAsync(person?.PasswordHash, password, cancellationToken);
        if (person is null || result is PasswordVerificationResult.Failed)
        {
            return null;
        }

        if (result is PasswordVerificationResult.SuccessRehashNeeded)
        {
            person.PasswordHash = await passwords.HashAsync(password, cancellationToken);
        }

        return Describe(person);
    }

    public async Task RememberTenantAsync(Guid personId, Guid? tenantId, CancellationToken cancellationToken)
    {
        if (await context.Set<Person>().FindAsync([personId], cancellationToken) is { } person)
        {
            person.LastTenantId = tenantId ?? person.LastTenantId;
        }
    }

    public async Task<PersonDto?> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        await context.Set<Person>().FindAsync([personId], cancellationToken) is { } person ? Describe(person) : null;

    public async Task<PersonDto?> FindByEmailAsync(EmailAddress email, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email.Value) is { } person ? Describe(person) : null;

    private static PersonDto Describe(Person person) =>
        new(
            person.Id,
            person.Email!,
            person.FullName,
            person.Locale,
            person.EmailConfirmed,
            person.IsPlatformAdmin,
            person.LastTenantId
        );
}
