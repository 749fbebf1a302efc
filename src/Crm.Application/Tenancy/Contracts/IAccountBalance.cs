using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>The company's balance, for what costs. Each in one commit with what the caller saves in the running transaction.</summary>
public interface IAccountBalance
{
    /// <param name="reference">The caller's own name of it: taken once, however often it is said.</param>
    /// <exception cref="DomainException"><c>balance_insufficient</c>, naming balance and limit.</exception>
    Task TakeAsync(decimal amount, string description, string reference, CancellationToken cancellationToken);

    /// <param name="reference">That by which it was taken: given back once.</param>
    Task GiveBackAsync(decimal amount, string description, string reference, CancellationToken cancellationToken);
}
