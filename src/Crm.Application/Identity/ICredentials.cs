using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;

namespace Crm.Application.Identity;

/// <summary>What a person signs in with. Changes are stored by what the caller saves next.</summary>
public interface ICredentials
{
    static readonly TimeSpan BetweenMails = TimeSpan.FromMinutes(5);

    /// <exception cref="DomainException"><c>unavailable</c>: too many passwords wait to be checked.</exception>
    Task<bool> CheckPasswordAsync(Guid personId, Secret password, CancellationToken cancellationToken);

    /// <summary>Ends every sign-in and voids every link of the person, but for the sign-in <paramref name="except"/>.</summary>
    Task SetPasswordAsync(Guid personId, Secret password, Guid? except, CancellationToken cancellationToken);

    /// <summary>The address is this person's now: the sign-ins of everybody else who typed it end, and nobody else can prove it.</summary>
    /// <returns>False: somebody else has proven it before.</returns>
    Task<bool> ConfirmEmailAsync(Guid personId, CancellationToken cancellationToken);

    Task SetTwoFactorAsync(Guid personId, bool isEnabled, CancellationToken cancellationToken);

    /// <summary>A second factor that was enabled before anybody had proven the address; whoever proves it need not know it.</summary>
    Task<bool> IsOlderThanProofAsync(Guid personId, DateTimeOffset enabledAt, CancellationToken cancellationToken);

    /// <summary>Who has proven the address; otherwise the newest few who typed it.</summary>
    Task<IReadOnlyList<PersonDto>> OfAddressAsync(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>A link may be mailed to the person: five at once, and then one in <see cref="BetweenMails"/>.</summary>
    Task<bool> TakeMailTurnAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>So many typed this address within the last hour that no more mails are sent to it.</summary>
    Task<bool> IsFloodedAsync(EmailAddress email, CancellationToken cancellationToken);
}
