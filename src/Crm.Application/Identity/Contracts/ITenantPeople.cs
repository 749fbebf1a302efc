using Crm.Domain.Common;

namespace Crm.Application.Identity.Contracts;

/// <summary>The people of the running scope's tenant.</summary>
public interface ITenantPeople
{
    /// <summary>In no particular order, without those whom nobody knows any more.</summary>
    Task<IReadOnlyList<TenantPerson>> DescribeAsync(
        IReadOnlyCollection<Guid> personIds,
        CancellationToken cancellationToken
    );

    /// <summary>Proven or only typed.</summary>
    Task<bool> AnyHasAddressAsync(
        IReadOnlyCollection<Guid> personIds,
        EmailAddress email,
        CancellationToken cancellationToken
    );

    Task<bool> HasSecondFactorAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>The person has proven to receive mail at their address; stored by what the caller saves next.</summary>
    Task ConfirmEmailAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Ends the person's sign-ins to this tenant, on every server within five seconds; stored by what the caller saves next.</summary>
    Task EndSignInsAsync(Guid personId, string reason, CancellationToken cancellationToken);
}

/// <param name="LastSignInAt">To this tenant; null: never.</param>
public sealed record TenantPerson(Guid Id, string FullName, string Email, DateTimeOffset? LastSignInAt);
