using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>
/// The Idempotency-Key of the running request, for a use case so hot that it commits effect and answer in a statement of its own.
/// Everywhere else the request's transaction holds both, and the use case knows nothing of it.
/// </summary>
public interface IIdempotency
{
    bool HasKey { get; }

    /// <summary>The record that has to be written in the commit of the effect.</summary>
    ValueTask<IdempotencyRecord> RecordAsync<T>(T answer, Guid resourceId, CancellationToken cancellationToken);

    /// <summary>The answer that was given to this key before; null: none was.</summary>
    /// <exception cref="DomainException"><c>idempotency_key_reused</c>: to another body.</exception>
    Task<T?> FindAsync<T>(CancellationToken cancellationToken)
        where T : class;
}

/// <summary>What was answered to an Idempotency-Key.</summary>
/// <param name="KeyHash">SHA-256 of caller, route and key.</param>
/// <param name="BodyHash">SHA-256 of address and body.</param>
/// <param name="Status">Of HTTP; null while the outcome is not known.</param>
/// <param name="Answer">Null where it held a secret, which is never kept.</param>
/// <param name="VenueIds">The venues that the caller was limited to; null: it was not.</param>
public sealed record IdempotencyRecord(
    byte[] KeyHash,
    byte[] BodyHash,
    int? Status,
    SealedSecret? Answer,
    Guid? ResourceId,
    Guid[]? VenueIds,
    DateTimeOffset CreatedAt
);
