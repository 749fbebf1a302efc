using System.Security.Cryptography;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Idempotency;

/// <summary>The key of the running request; set once, before its use case runs.</summary>
internal sealed class IdempotentRequest(IdempotencyStore store, IVault vault, ICaller caller, TimeProvider time)
    : IIdempotency
{
    private const string Field = "idempotency";
    private const int StatusOk = 200;

    /// <summary>Longer than any request is given: an intent older than that was left by a server that died.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    private IdempotencyKey? key;

    public bool HasKey => key is not null;

    /// <summary>The answer is one that was given before.</summary>
    public bool IsReplay { get; private set; }

    public IdempotencyKey Key => key ?? throw new InvalidOperationException("The request has no Idempotency-Key.");

    public void Set(IdempotencyKey given) => key = given;

    public async ValueTask<IdempotencyRecord> RecordAsync<T>(
        T answer,
        Guid resourceId,
        CancellationToken cancellationToken
    ) =>
        await RecordAsync(
            StatusOk,
            JsonSerializer.SerializeToUtf8Bytes(answer, JsonText.Options),
            resourceId,
            cancellationToken
        );

    /// <param name="answer">Null: it held a secret.</param>
    public async ValueTask<IdempotencyRecord> RecordAsync(
        int? status,
        byte[]? answer,
        Guid? resourceId,
        CancellationToken cancellationToken
    ) =>
        new(
            Key.Hash,
            Key.BodyHash,
            status,
            answer is null ? null : await vault.SealAsync(Name, answer, cancellationToken),
            resourceId,
            caller.Venues.Only is { } venues ? [.. venues] : null,
            time.GetUtcNow()
        );

    public async Task<T?> FindAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        var record = await store.FindAsync(Key, cancellationToken);

        return record is null
            ? null
            : JsonSerializer.Deserialize<T>(await OpenAsync(record, cancellationToken), JsonText.Options);
    }

    /// <summary>The answer that was kept, for a caller who may still have it.</summary>
    public async ValueTask<byte[]> OpenAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        if (!CryptographicOperations.FixedTimeEquals(record.BodyHash, Key.BodyHash))
        {
            throw new DomainException("idempotency_key_reused");
        }

        if (record.Status is null)
        {
            throw time.GetUtcNow() - record.CreatedAt < LongestRun
                ? new DomainException("idempotency_in_progress", ("retryAfter", TimeSpan.FromSeconds(1)))
                : new DomainException("outcome_unknown");
        }

        if (record.Answer is not { } answer)
        {
            throw new DomainException("secret_not_replayable", ("id", record.ResourceId));
        }

        if (!MaySee(record))
        {
            throw new DomainException("forbidden");
        }

        var opened = await vault.OpenBytesAsync(Name, answer, cancellationToken);
        IsReplay = true;

        return opened;
    }

    // Who was limited to fewer venues since then is not told what happened in the others.
    private bool MaySee(IdempotencyRecord record) =>
        !caller.Venues.IsLimited || (record.VenueIds?.All(venue => caller.Venues.Covers(venue)) ?? false);

    private SecretName Name => new(Key.TenantId, Key.Owner, Field);
}
