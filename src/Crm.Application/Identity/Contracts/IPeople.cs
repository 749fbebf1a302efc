using Crm.Domain.Common;

namespace Crm.Application.Identity.Contracts;

/// <summary>People and their passwords; ASP.NET Core Identity stands behind it.</summary>
public interface IPeople
{
    /// <summary>Somebody has proven that the address is theirs. Others may only have typed it (docs/adr/0012).</summary>
    Task<bool> IsTakenAsync(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>Adds a person to what the caller saves next.</summary>
    /// <returns>The new person's id.</returns>
    Task<Guid> AddAsync(NewPerson person, CancellationToken cancellationToken);

    /// <summary>Takes the same time whether the address is known or not.</summary>
    /// <returns>Null for an unknown address or a wrong password.</returns>
    /// <exception cref="DomainException"><c>unavailable</c>: too many passwords wait to be checked.</exception>
    Task<PersonDto?> CheckPasswordAsync(EmailAddress email, Secret password, CancellationToken cancellationToken);

    /// <summary>The tenant to enter at the next sign-in, stored by what the caller saves next.</summary>
    Task RememberTenantAsync(Guid personId, Guid? tenantId, CancellationToken cancellationToken);

    /// <summary>Stored by what the caller saves next; null stays as it is.</summary>
    Task ChangeAsync(Guid personId, string? fullName, string? locale, CancellationToken cancellationToken);

    Task<PersonDto?> FindAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>The person who has proven the address, and nobody else.</summary>
    Task<PersonDto?> FindByEmailAsync(EmailAddress email, CancellationToken cancellationToken);
}

public sealed record NewPerson(EmailAddress Email, Secret Password, string FullName, string Locale)
{
    public bool IsPlatformAdmin { get; init; }

    /// <summary>The address was proven before the account was made, as by an invitation's link.</summary>
    public bool EmailConfirmed { get; init; }
}

public sealed record PersonDto(
    Guid Id,
    string Email,
    string FullName,
    string Locale,
    bool EmailConfirmed,
    bool IsPlatformAdmin,
    Guid? LastTenantId,
    bool TwoFactorEnabled
);
