using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>
/// Gives every tenant its own part of a delivery that came to a shared address. The whole is emptied in the transaction that
/// stores the last part; of what nobody owns only the metadata stays.
/// </summary>
internal sealed class InboxSplitter(
    NpgsqlDataSource database,
    IEnumerable<IProvider> providers,
    IVault vault,
    TimeProvider time,
    IWakeup wakeup
)
{
    private const string Empty = """
        update integrations.webhook_event
        set status = 'processed', reason = coalesce(reason, $1), sealed_body = null, due_at = null, processed_at = $2
        where tenant_id = $3 and id = $4 and attempts = $5 and status = 'pending'
        """;

    private static readonly TimeSpan ProofAge = TimeSpan.FromDays(7);

    public async Task SplitAsync(
        LeasedEvent whole,
        IInboundHook hook,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        var events = hook.Read(body);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var shares = await ShareAsync(connection, hook, events, cancellationToken);
        var parts = new List<StoredDelivery>();
        Exception? failure = null;
        foreach (var (owner, own) in shares)
        {
            try
            {
                parts.Add(await PartAsync(whole, hook, body, events, own, owner, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One that is worth another try goes before one that is not.
                failure = failure is null or FormatException ? exception : failure;
            }
        }

        await StoreAsync(connection, whole, parts, isComplete: failure is null, cancellationToken);
        if (failure is not null)
        {
            // What is stored is not stored again when the whole is split anew: a part is known by what it says.
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private async Task StoreAsync(
        NpgsqlConnection connection,
        LeasedEvent whole,
        List<StoredDelivery> parts,
        bool isComplete,
        CancellationToken cancellationToken
    )
    {
        // In one order, so that two lanes with the same events never wait for each other.
        parts.Sort(
            (one, other) =>
                one.TenantId.CompareTo(other.TenantId) is var order and not 0
                    ? order
                    : one.DedupeKey.AsSpan().SequenceCompareTo(other.DedupeKey)
        );
        await using var batch = connection.CreateBatch();
        InboxInsert.AddTo(batch, parts);
        if (isComplete)
        {
            batch.AddTenant(TenantId.Platform);
            batch.Add(
                Empty,
                new NpgsqlParameter<string> { TypedValue = parts.Count == 0 ? "unowned" : "split" },
                new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime },
                new NpgsqlParameter<Guid> { TypedValue = TenantId.Platform.Value },
                new NpgsqlParameter<Guid> { TypedValue = whole.Id },
                new NpgsqlParameter<int> { TypedValue = whole.Attempts }
            );
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        if (parts.Count > 0)
        {
            wakeup.Signal(InboxOptions.Topic);
        }
    }

    /// <summary>What of a delivery goes to whom.</summary>
    private async Task<List<(Owner Owner, List<InboundEvent> Own)>> ShareAsync(
        NpgsqlConnection connection,
        IInboundHook hook,
        IReadOnlyList<InboundEvent> events,
        CancellationToken cancellationToken
    )
    {
        var owners = new Dictionary<(string Platform, string ExternalId), List<Owner>>();
        foreach (
            var ofPlatform in events.GroupBy(happened => happened.Platform ?? hook.Platform, StringComparer.Ordinal)
        )
        {
            await AddOwnersAsync(connection, ofPlatform.Key, ofPlatform, owners, cancellationToken);
        }

        var shares = owners
            .Values.SelectMany(all => all)
            .Distinct()
            .Select(owner => (owner, events.Where(happened => IsOf(happened, hook, owner, owners)).ToList()))
            .ToList();

        // Whose it is cannot be read either: kept apart from everybody, and never processed.
        var unreadable = events
            .Where(happened => happened is { Content: InboundContent.Unreadable, ExternalId: null })
            .ToList();
        if (unreadable.Count > 0)
        {
            shares.Add((new Owner(TenantId.Platform.Value, AccountId: null, hook.Platform), unreadable));
        }

        return shares;
    }

    private async Task<StoredDelivery> PartAsync(
        LeasedEvent whole,
        IInboundHook hook,
        ReadOnlyMemory<byte> body,
        IReadOnlyList<InboundEvent> events,
        List<InboundEvent> own,
        Owner owner,
        CancellationToken cancellationToken
    )
    {
        var isPart = own.Count < events.Count || owner.AccountId is null;
        var content = isPart ? hook.Cut(body, own) : body;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var name = new SecretName(new(owner.TenantId), id, isPart ? WebhookEvent.PartField : WebhookEvent.BodyField);
        var sealedBody = await vault.SealAsync(name, content, cancellationToken);

        return new StoredDelivery(
            owner.TenantId,
            id,
            owner.Platform,
            owner.AccountId,
            Reason: null,
            isPart ? hook.Identify(content.Span) : whole.DedupeKey,
            sealedBody.Bytes,
            content.Length,
            isPart ? null : whole.Signature,
            SourceAddress: null,
            whole.ReceivedAt,
            isPart
        );
    }

    private DateTime ProvenSince(string platform) =>
        providers.OfType<IIdProver>().Any(prover => prover.Descriptor.Key == platform)
            ? (time.GetUtcNow() - ProofAge).UtcDateTime
            : DateTime.UnixEpoch;

    private static bool IsOf(
        InboundEvent happened,
        IInboundHook hook,
        Owner owner,
        Dictionary<(string, string), List<Owner>> owners
    ) =>
        happened.ExternalId is { } id
        && owners.TryGetValue((happened.Platform ?? hook.Platform, id), out var all)
        && all.Contains(owner);

    /// <summary>Of each tenant that has proven an id, the account that proved it first.</summary>
    private async Task AddOwnersAsync(
        NpgsqlConnection connection,
        string platform,
        IEnumerable<InboundEvent> events,
        Dictionary<(string, string), List<Owner>> owners,
        CancellationToken cancellationToken
    )
    {
        string[] ids =
        [
            .. events.Select(happened => happened.ExternalId).OfType<string>().Distinct(StringComparer.Ordinal),
        ];
        if (ids.Length == 0)
        {
            return;
        }

        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select external_id, tenant_id, account_id from lookup.owners_of($1, $2, $3)",
            new NpgsqlParameter<string> { TypedValue = platform },
            new NpgsqlParameter<string[]> { TypedValue = ids },
            new NpgsqlParameter<DateTime> { TypedValue = ProvenSince(platform) }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var tenantId = reader.GetGuid(1);
            var all = CollectionsMarshal.GetValueRefOrAddDefault(owners, (platform, reader.GetString(0)), out _) ??= [];
            if (!all.Exists(known => known.TenantId == tenantId))
            {
                all.Add(new Owner(tenantId, reader.GetGuid(2), platform));
            }
        }
    }

    /// <param name="AccountId">Null: the platform's, because nobody's could be read.</param>
    private sealed record Owner(Guid TenantId, Guid? AccountId, string Platform);
}
