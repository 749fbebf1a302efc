using Crm.Application.Publishing.Media;
using Crm.Domain.Common;
using Crm.Domain.Publishing.Media;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Publishing.Media;

internal sealed class MediaStore(CrmDbContext context, NpgsqlDataSource database) : IMediaStore
{
    // Of two who upload the same bytes at once the second waits for the first, and then finds them.
    private const string Keep = """
        insert into publishing.media (tenant_id, id, sha256, type, size, width, height, duration_ms, uploaders, created_at, kept_since)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
        on conflict (tenant_id, sha256) do update set
            kept_since = greatest(media.kept_since, excluded.kept_since),
            uploaders = case
                when excluded.uploaders <@ media.uploaders then media.uploaders
                else media.uploaders || excluded.uploaders
            end
        returning id
        """;

    private const string AddChunk =
        "insert into publishing.media_chunk (tenant_id, media_id, number, bytes) values ($1, $2, $3, $4)";

    private const string Find =
        "select type, size, sha256, created_at from publishing.media where tenant_id = $1 and id = $2";

    public async Task<Guid> KeepAsync(MediaFile media, Stream bytes, CancellationToken cancellationToken)
    {
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        var running = (NpgsqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction();
        var id = await KeepRowAsync(running, media, cancellationToken);
        if (id == media.Id)
        {
            await AddChunksAsync(running, media, bytes, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        return id;
    }

    public async Task<MediaContent?> OpenAsync(TenantId tenantId, Guid mediaId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(Find, Id(tenantId.Value), Id(mediaId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? new(
                mediaId,
                reader.GetString(0),
                reader.GetFieldValue<byte[]>(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                new MediaStream(database, tenantId, mediaId, reader.GetInt64(1))
            )
            : null;
    }

    public async Task<bool> IsUsedAsync(TenantId tenantId, Guid mediaId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add("select publishing.is_media_used($1, $2)", Id(tenantId.Value), Id(mediaId));

        return (bool)(await SecondAsync(batch, cancellationToken))!;
    }

    public async Task<int> DeleteUnusedAsync(DateTimeOffset keptBefore, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.delete_unused_media($1, $2)",
            new NpgsqlParameter<DateTime> { TypedValue = keptBefore.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = most }
        );

        return (int)(long)(await SecondAsync(batch, cancellationToken))!;
    }

    private static async Task<Guid> KeepRowAsync(
        NpgsqlTransaction transaction,
        MediaFile media,
        CancellationToken cancellationToken
    )
    {
        await using var keep = new NpgsqlCommand(Keep, transaction.Connection, transaction);
        keep.Parameters.Add(Id(media.TenantId.Value));
        keep.Parameters.Add(Id(media.Id));
        keep.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = media.Sha256 });
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = media.Type });
        keep.Parameters.Add(new NpgsqlParameter<long> { TypedValue = media.Size });
        keep.Parameters.Add(new NpgsqlParameter<int> { TypedValue = media.Width });
        keep.Parameters.Add(new NpgsqlParameter<int> { TypedValue = media.Height });
        keep.Parameters.Add(
            new NpgsqlParameter { Value = media.DurationMs ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }
        );
        keep.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = media.Uploaders });
        keep.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = media.CreatedAt.UtcDateTime });

        return (Guid)(await keep.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task AddChunksAsync(
        NpgsqlTransaction transaction,
        MediaFile media,
        Stream bytes,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[MediaStream.ChunkSize];
        for (var number = 0; number * (long)MediaStream.ChunkSize < media.Size; number++)
        {
            var length = await bytes.ReadAtLeastAsync(buffer, buffer.Length, false, cancellationToken);
            await using var add = new NpgsqlCommand(AddChunk, transaction.Connection, transaction);
            add.Parameters.Add(Id(media.TenantId.Value));
            add.Parameters.Add(Id(media.Id));
            add.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
            add.Parameters.Add(
                new NpgsqlParameter { Value = buffer.AsMemory(0, length), NpgsqlDbType = NpgsqlDbType.Bytea }
            );
            await add.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // The first result is that of setting the tenant.
    private static async Task<object?> SecondAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
    }

    private static NpgsqlParameter<Guid> Id(Guid value) => new() { TypedValue = value };
}
