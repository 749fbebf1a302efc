using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Email;

/// <summary>Takes due mails for a while, and says what became of each.</summary>
internal sealed class MailLeases(NpgsqlDataSource database, TimeProvider time)
{
    private const int MostAtOnce = 10;

    // Ten mails to a slow server; after a crash they are taken again when it is over.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<LeasedMail>> TakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select id, sealed_content, created_at, attempts from lookup.lease_mails($1, $2, $3)",
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = (now + Lease).UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = MostAtOnce }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var taken = new List<LeasedMail>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(
                new(
                    reader.GetGuid(0),
                    new SealedSecret(reader.GetFieldValue<byte[]>(1)),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetInt32(3)
                )
            );
        }

        return taken;
    }

    /// <param name="nextDue">Null: it was sent, or is given up.</param>
    public async Task SettleAsync(LeasedMail mail, DateTimeOffset? nextDue, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.settle_mail($1, $2, $3)",
            new NpgsqlParameter<Guid> { TypedValue = mail.Id },
            new NpgsqlParameter<int> { TypedValue = mail.Attempts },
            new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
                Value = (object?)nextDue?.UtcDateTime ?? DBNull.Value,
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}

internal sealed record LeasedMail(Guid Id, SealedSecret SealedContent, DateTimeOffset CreatedAt, int Attempts);
