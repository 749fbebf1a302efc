using Crm.Domain.Common;

namespace Crm.Application.Identity;

/// <summary>Slows down whoever guesses passwords, per account and address, without locking the owner out for long.</summary>
public interface ISignInThrottle
{
    /// <summary>How long this attempt has to wait; null: go ahead.</summary>
    TimeSpan? Check(EmailAddress email, string address);

    void RecordFailure(EmailAddress email, string address);

    void RecordSuccess(EmailAddress email, string address);
}
