using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Identity;

internal sealed class People(UserManager<Person> users, Passwords passwords, CrmDbContext context, TimeProvider time)
    : IPeople
{
    // So many rows a sign-in reads at most; all it derives is one key.
    private const int MostClaimants = 200;

    public Task<bool> IsTakenAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var normalized = email.Normalized;

        return context
            .Set<Person>()
            .AnyAsync(person => person.NormalizedEmail == normalized && person.EmailConfirmed, cancellationToken);
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
            PasswordHash = await passwords.HashAsync(person.Email, person.Password, cancellationToken),
            CreatedAt = time.GetUtcNow(),
        };
        if (person.EmailConfirmed)
        {
            added.ConfirmEmail(time.GetUtcNow());
            await context.EndClaimsAsync(added.Id, person.Email.Normalized, cancellationToken);
        }

        var result = await users.CreateAsync(added);

        return result.Succeeded
            ? added.Id
            : throw new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Code)));
    }

    public async Task<PersonDto?> CheckPasswordAsync(
        EmailAddress email,
        Secret password,
        CancellationToken cancellationToken
    )
    {
        var claimants = await context.ClaimantsAsync(email, MostClaimants, cancellationToken);
        var hashes = claimants.ConvertAll(claimant => claimant.PasswordHash);
        var found = await passwords.FindAsync(email, hashes, password, cancellationToken);
        if (found < 0)
        {
            return null;
        }

        var person = claimants[found];
        if (passwords.IsWorn(person.PasswordHash))
        {
            person.PasswordHash = await passwords.HashAsync(email, password, cancellationToken);
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

    public async Task ChangeAsync(Guid personId, string? fullName, string? locale, CancellationToken cancellationToken)
    {
        if (await context.Set<Person>().FindAsync([personId], cancellationToken) is { } person)
        {
            person.FullName = fullName ?? person.FullName;
            person.Locale = locale ?? person.Locale;
        }
    }

    public async Task<PersonDto?> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        await context.Set<Person>().FindAsync([personId], cancellationToken) is { } person ? Describe(person) : null;

    public async Task<PersonDto?> FindByEmailAsync(EmailAddress email, CancellationToken cancellationToken) =>
        await context.ClaimantsAsync(email, 1, cancellationToken) is [{ EmailConfirmed: true } person]
            ? Describe(person)
            : null;

    internal static PersonDto Describe(Person person) =>
        new(
            person.Id,
            person.Email!,
            person.FullName,
            person.Locale,
            person.EmailConfirmed,
            person.IsPlatformAdmin,
            person.LastTenantId,
            person.TwoFactorEnabled
        );
}
