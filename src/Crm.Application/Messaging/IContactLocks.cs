namespace Crm.Application.Messaging;

/// <summary>
/// Two servers that meet the same person for the first time at the same moment must not begin two conversations, nor two leads.
/// </summary>
public interface IContactLocks
{
    /// <summary>Held until it is disposed, whatever transactions come and go meanwhile.</summary>
    Task<IAsyncDisposable> HoldAsync(Contact contact, CancellationToken cancellationToken);

    /// <summary>For the running transaction.</summary>
    Task TakeAsync(Contact contact, CancellationToken cancellationToken);
}

/// <summary>A person as an account meets them.</summary>
/// <param name="Phone">In E.164.</param>
/// <param name="UserId">The platform's own id.</param>
public sealed record Contact(Guid AccountId, string? Phone, string? UserId)
{
    public IEnumerable<string> Names =>
        new[] { Phone is null ? null : "p:" + Phone, UserId is null ? null : "u:" + UserId }
            .OfType<string>()
            .Select(name => $"contact:{AccountId}:{name}");

    public override string ToString() => "•••";
}
