using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;

namespace Crm.Application.Identity;

/// <summary>Somebody signed in shows the password again; wrong ones count as at sign-in.</summary>
internal sealed class PasswordProof(
    IPeople people,
    ICredentials credentials,
    ISignInThrottle throttle,
    ISignInOrigin origin
)
{
    /// <exception cref="DomainException"><c>rate_limited</c> or <c>invalid_credentials</c>.</exception>
    public async Task<PersonDto> RequireAsync(Guid personId, Secret password, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(personId, cancellationToken) ?? throw new DomainException("unauthorized");
        var email = EmailAddress.Parse(person.Email)!;
        if (throttle.Check(email, origin.Network) is { } pause)
        {
            throw new DomainException("rate_limited", ("retryAfter", pause));
        }

        if (!await credentials.CheckPasswordAsync(personId, password, cancellationToken))
        {
            throttle.RecordFailure(email, origin.Network);
            throw new DomainException("invalid_credentials");
        }

        return person;
    }

    public void Fail(PersonDto person) => throttle.RecordFailure(EmailAddress.Parse(person.Email)!, origin.Network);
}
