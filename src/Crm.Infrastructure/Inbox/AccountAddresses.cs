using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>Whose address an account key is. Found answers are kept for a few seconds, so that a changed key soon ends.</summary>
internal sealed class AccountAddresses(InboxDatabase database)
{
    private const int KeptMilliseconds = 3_000;
    private const int MaxKept = 10_000;
    private const int MaxKeyLength = 200;

    private readonly ConcurrentDictionary<string, (AccountAddress Address, long Until)> kept = new(
        StringComparer.Ordinal
    );

    /// <exception cref="InboxUnavailableException">The database cannot be asked.</exception>
    public async ValueTask<AccountAddress?> FindAsync(string accountKey)
    {
        if (kept.TryGetValue(accountKey, out var known) && Environment.TickCount64 < known.Until)
        {
            return known.Address;
        }

        if (accountKey.Length > MaxKeyLength)
        {
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(accountKey));
        var found = await database.RunAsync(connection => ReadAsync(connection, hash));
        if (found is not null)
        {
            Keep(accountKey, found);
        }

        return found;
    }

    private void Keep(string accountKey, AccountAddress address)
    {
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        kept[accountKey] = (address, Environment.TickCount64 + KeptMilliseconds);
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
