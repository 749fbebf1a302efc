using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Identity;

/// <summary>Those who typed one address (docs/adr/0012).</summary>
internal static class Claimants
{
    /// <summary>Who has proven the address and nobody else; otherwise those who typed it, newest first.</summary>
    public static async Task<List<Person>> ClaimantsAsync(
        this CrmDbContext context,
        EmailAddress email,
        int most,
        CancellationToken cancellationToken
    )
    {
        var normalized = email.Normalized;
        var all = await context
            .Set<Person>()
            .Where(person => person.NormalizedEmail == normalized)
            .OrderByDescending(person => person.EmailConfirmed)
            .ThenByDescending(person => person.Id)
            .Take(most)
            .ToListAsync(cancellationToken);

        return all is [{ EmailConfirmed: true } owner, ..] ? [owner] : all;
    }

    /// <summary>The address is proven to be <paramref name="ownerId"/>'s: the sign-ins and links of all others end.</summary>
    public static async Task EndClaimsAsync(
        this CrmDbContext context,
        Guid ownerId,
        string normalizedEmail,
        CancellationToken cancellationToken
    )
    {
        var others = await context
            .Set<Person>()
            .Where(person => person.NormalizedEmail == normalizedEmail && person.Id != ownerId)
            .ToListAsync(cancellationToken);
        others.ForEach(other => other.Restamp());
    }
}
