using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>
/// Whose address an account key is. Answers are kept for a few seconds, so that a changed key soon ends; while a flood of
/// keys takes all places for looking up, an older answer does.
/// </summary>
internal sealed class AccountAddresses(InboxDatabase database, IVault vault, IEnumerable<IInboundHook> hooks)
    : IDisposable
{
    private const int KeptMilliseconds = 3_000;
    private const int OldestMilliseconds = 60_000;
    private const int UnknownMilliseconds = 1_000;
    private const int MaxKept = 10_000;
    private const int MaxKeyLength = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (AccountAddress Address, long Until)> kept = new(
        StringComparer.Ordinal
    );

    // Apart from the others: unknown keys cost nothing to make up.
    private readonly ConcurrentDictionary<string, long> unknown = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim places = new(3);
    private readonly string[] fields =
    [
        .. hooks.SelectMany(hook => hook.ReadsCredentials).Distinct(StringComparer.Ordinal),
    ];

    /// <exception cref="InboxUnavailableException">The database cannot be asked.</exception>
    public async ValueTask<AccountAddress?> FindAsync(string accountKey)
    {
        var now = Environment.TickCount64;
        if (kept.TryGetValue(accountKey, out var known) && now < known.Until)
        {
            return known.Address;
        }

        if (accountKey.Length > MaxKeyLength || (unknown.TryGetValue(accountKey, out var until) && now < until))
        {
            return null;
        }

        if (!await places.WaitAsync(known.Address is null ? Patience : TimeSpan.Zero))
        {
            return known.Address is not null && now < known.Until + OldestMilliseconds
                ? known.Address
                : throw new InboxUnavailableException(cause: null);
        }

        try
        {
            return await LookUpAsync(accountKey);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<AccountAddress?> LookUpAsync(string accountKey)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(accountKey));
        var found = await OpenAsync(await database.RunAsync(connection => ReadAsync(connection, hash)));
        if (found is null)
        {
            Keep(unknown, accountKey, Environment.TickCount64 + UnknownMilliseconds);
            kept.TryRemove(accountKey, out _);
        }
        else
        {
            Keep(kept, accountKey, (found, Environment.TickCount64 + KeptMilliseconds));
        }

        return found;
    }

    private static void Keep<T>(ConcurrentDictionary<string, T> answers, string accountKey, T answer)
    {
        if (answers.Count >= MaxKept)
        {
            answers.Clear();
        }

        answers[accountKey] = answer;
    }

    /// <summary>Opened once as long as the answer is kept, not by every delivery.</summary>
    private async Task<AccountAddress?> OpenAsync(SealedAddress? found)
    {
        if (found is null)
        {
            return null;
        }

        var values = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var (field, value) in found.Fields.Zip(found.SealedValues))
        {
            values[field] = await vault.OpenAsync(
                Credential.NameOf(new(found.Address.TenantId), found.Address.AccountId, field),
                new SealedSecret(value),
                CancellationToken.None
            );
        }

        return found.Address with
        {
            Credentials = new(values),
        };
    }

    private async Task<SealedAddress?> ReadAsync(NpgsqlConnection connection, byte[] hash)
    {
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            """
            select tenant_id, account_id, platform, accepts_unsigned, fields, sealed_values
            from lookup.account_of_address($1, $2)
            """,
            new NpgsqlParameter<byte[]> { TypedValue = hash },
            new NpgsqlParameter<string[]> { TypedValue = fields }
        );
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();

        return await reader.ReadAsync()
            ? new SealedAddress(
                new(
                    reader.GetGuid(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetBoolean(3),
                    PastedCredentials.None
                ),
                reader.GetFieldValue<string[]>(4),
                reader.GetFieldValue<byte[][]>(5)
            )
            : null;
    }

    private sealed record SealedAddress(AccountAddress Address, string[] Fields, byte[][] SealedValues);
}

/// <param name="Credentials">Those of its pasted fields that some hook verifies with.</param>
internal sealed record AccountAddress(
    Guid TenantId,
    Guid AccountId,
    string Platform,
    bool AcceptsUnsigned,
    PastedCredentials Credentials
);
