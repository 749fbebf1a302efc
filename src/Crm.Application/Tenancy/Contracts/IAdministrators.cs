using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>Who is told when the company has to act: its owners and admins.</summary>
public interface IAdministrators
{
    /// <summary>Those who have proven their address; while nobody has, all of them, since somebody must hear of it.</summary>
    Task<IReadOnlyList<AdministratorDto>> ListAsync(CancellationToken cancellationToken);
}

/// <param name="Locale">The person's own language.</param>
public sealed record AdministratorDto(EmailAddress Email, string FullName, string Locale);
