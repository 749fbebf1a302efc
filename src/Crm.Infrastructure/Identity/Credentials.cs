using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Identity;

internal sealed class Credentials(CrmDbContext context, Passwords passwords, TimeProvider time) : ICredentials
{
    private const int MostResets = 5;
    private const int MostClaimsAnHour = 5;
    private const int MailsAtOnce = 5;

    public async Task<bool> CheckPasswordAsync(Guid personId, Secret password, CancellationToken cancellationToken)
    {
        var person = await FindAsync(personId, cancellationToken);

        return await passwords.FindAsync(EmailOf(person), [person.PasswordHash], password, cancellationToken) == 0;
    }

    public async Task SetPasswordAsync(
        Guid personId,
        Secret password,
        Guid? except,
        CancellationToken cancellationToken
    )
    {
        var person = await FindAsync(personId, cancellationToken);
        person.PasswordHash = await passwords.HashAsync(EmailOf(person), password, cancellationToken);
        person.Restamp();
        if (except is { } kept)
        {
            var family = await context.RefreshFamilies.FindAsync([kept], cancellationToken);
            family?.Keep(person.SecurityStamp);
        }
    }

    public async Task<bool> ConfirmEmailAsync(Guid personId, CancellationToken cancellationToken)
    {
        var person = await FindAsync(personId, cancellationToken);
        var claimants = await context.ClaimantsAsync(EmailOf(person), 1, cancellationToken);
        if (claimants is [{ EmailConfirmed: true } owner])
        {
            return owner.Id == personId;
        }

        person.ConfirmEmail(time.GetUtcNow());
        await context.EndClaimsAsync(personId, person.NormalizedEmail!, cancellationToken);

        return true;
    }

    public async Task SetTwoFactorAsync(Guid personId, bool isEnabled, CancellationToken cancellationToken)
    {
        var person = await FindAsync(personId, cancellationToken);
        person.TwoFactorEnabled = isEnabled;
    }

    public async Task<bool> IsOlderThanProofAsync(
        Guid personId,
        DateTimeOffset enabledAt,
        CancellationToken cancellationToken
    )
    {
        var person = await FindAsync(personId, cancellationToken);

        return person.EmailConfirmedAt is not { } provenAt || enabledAt < provenAt;
    }

    public async Task<IReadOnlyList<PersonDto>> OfAddressAsync(
        EmailAddress email,
        CancellationToken cancellationToken
    ) => (await context.ClaimantsAsync(email, MostResets, cancellationToken)).ConvertAll(People.Describe);

    public async Task<bool> TakeMailTurnAsync(Guid personId, CancellationToken cancellationToken)
    {
        var person = await FindAsync(personId, cancellationToken);
        var now = time.GetUtcNow();
        var earliest = now - ICredentials.BetweenMails * MailsAtOnce;
        var from = person.MailsPaidUntil is { } paid && paid > earliest ? paid : earliest;
        if (from + ICredentials.BetweenMails > now)
        {
            return false;
        }

        person.MailsPaidUntil = from + ICredentials.BetweenMails;

        return true;
    }

    public async Task<bool> IsFloodedAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var normalized = email.Normalized;
        var since = time.GetUtcNow().AddHours(-1);
        var claims = await context
            .Set<Person>()
            .CountAsync(person => person.NormalizedEmail == normalized && person.CreatedAt > since, cancellationToken);

        return claims >= MostClaimsAnHour;
    }

    private async Task<Person> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        await context.Set<Person>().FindAsync([personId], cancellationToken)
        ?? throw new DomainException("unauthorized");

    private static EmailAddress EmailOf(Person person) => EmailAddress.Parse(person.Email)!;
}
