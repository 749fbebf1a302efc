using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>What authentication asks of the database, one round trip each.</summary>
internal sealed class TokenStore(NpgsqlDataSource database)
{
    /// <summary>Requests wait for the list of changes, so a database that does not answer is soon taken to be away.</summary>
    private const int PatienceInSeconds = 5;

    public async Task<KnownToken?> FindAsync(string prefix, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add("select * from lookup.api_token($1)", new NpgsqlParameter<string> { TypedValue = prefix });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <param name="since">Where the answer before said to go on; null: from now.</param>
    public async Task<TokenChangeList> ReadChangesAsync(ulong? since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Timeout = PatienceInSeconds;
        batch.Add(
            "select * from lookup.api_tokens_changed($1)",
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Xid8, Value = (object?)since ?? DBNull.Value }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var next = 0UL;
        var changes = new List<(Guid, ulong)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var transaction = reader.GetFieldValue<ulong>(1);
            if (reader.IsDBNull(0))
            {
                next = transaction;
            }
            else
            {
                changes.Add((reader.GetGuid(0), transaction));
            }
        }

        return new(next, changes);
    }

    /// <summary>Counts once, however often the same batch is sent.</summary>
    public async Task RecordUseAsync(
        Guid server,
        long batchNumber,
        IReadOnlyList<(TokenUse Use, UseCount Count)> uses,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.record_token_use($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            new NpgsqlParameter<Guid> { TypedValue = server },
            new NpgsqlParameter<long> { TypedValue = batchNumber },
            Column(uses, row => row.Use.TenantId.Value),
            Column(uses, row => row.Use.TokenId),
            Column(uses, row => row.Use.Day),
            Column(uses, row => row.Use.Method),
            Column(uses, row => EnumText<TokenPermission>.Format(row.Use.Needed)),
            Column(uses, row => row.Use.VenueId),
            Column(uses, row => row.Use.Status),
            Column(uses, row => row.Count.Requests),
            Column(uses, row => row.Count.LastAt),
            Column(uses, row => row.Count.LastAddress?.ToString())
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<T[]> Column<T>(
        IReadOnlyList<(TokenUse Use, UseCount Count)> uses,
        Func<(TokenUse Use, UseCount Count), T> value
    ) => new() { TypedValue = [.. uses.Select(value)] };

    private static KnownToken Read(NpgsqlDataReader row)
    {
        DateTimeOffset? expiresAt = row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6);
        DateTimeOffset? secretEndsAt = row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7);

        return new(
            new TenantId(row.GetGuid(0)),
            row.GetGuid(1),
            row.GetFieldValue<byte[]>(2),
            EnumText<TokenPermission>.Parse(row.GetString(3)),
            row.IsDBNull(4) ? null : row.GetFieldValue<Guid[]>(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<string[]>(5),
            expiresAt is null || secretEndsAt < expiresAt ? secretEndsAt ?? expiresAt : expiresAt
        );
    }
}

/// <param name="Next">Where to go on.</param>
internal sealed record TokenChangeList(ulong Next, IReadOnlyList<(Guid TokenId, ulong Transaction)> Changes);
