using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>
/// Whose address an account key is. Answers are kept for a few seconds, so that a changed key soon ends; while a flood of
/// keys takes all places for looking up, an older answer does.
/// </summary>
internal sealed class AccountAddresses(InboxDatabase database) : IDisposable
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
        var found = await database.RunAsync(connection => ReadAsync(connection, hash));
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

    private static async Task<AccountAddress?> ReadAsync(NpgsqlConnection connection, byte[] hash)
    {
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select tenant_id, account_id, platform, accepts_unsigned from lookup.account_by_key($1)",
            new NpgsqlParameter<byte[]> { TypedValue = hash }
        );
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();

        return await reader.ReadAsync()
            ? new AccountAddress(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetBoolean(3))
            : null;
    }
}

internal sealed record AccountAddress(Guid TenantId, Guid AccountId, string Platform, bool AcceptsUnsigned);
