using System.Buffers;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Publishing.Media;

/// <summary>
/// A stored file from any place of it. It asks for a chunk when the reader gets there and holds no connection in between, so that
/// somebody who reads slowly takes nothing from others.
/// </summary>
internal sealed class MediaStream(NpgsqlDataSource database, TenantId tenantId, Guid mediaId, long length) : Stream
{
    public const int ChunkSize = 1024 * 1024;

    private const string ReadChunk =
        "select bytes from publishing.media_chunk where tenant_id = $1 and media_id = $2 and number = $3";

    private byte[]? chunk;
    private int chunkNumber = -1;
    private int chunkLength;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        var number = (int)(position / ChunkSize);
        if (number != chunkNumber)
        {
            await LoadAsync(number, cancellationToken);
        }

        var at = (int)(position % ChunkSize);
        var count = Math.Min(buffer.Length, chunkLength - at);
        chunk.AsMemory(at, count).CopyTo(buffer);
        position += count;

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position =
            offset
            + origin switch
            {
                SeekOrigin.Current => position,
                SeekOrigin.End => length,
                _ => 0,
            };

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Media are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        if (chunk is not null)
        {
            ArrayPool<byte>.Shared.Return(chunk);
            chunk = null;
            chunkNumber = -1;
        }

        base.Dispose(disposing);
    }

    private async Task LoadAsync(int number, CancellationToken cancellationToken)
    {
        chunk ??= ArrayPool<byte>.Shared.Rent(ChunkSize);
        chunkNumber = -1;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            ReadChunk,
            new NpgsqlParameter<Guid> { TypedValue = tenantId.Value },
            new NpgsqlParameter<Guid> { TypedValue = mediaId },
            new NpgsqlParameter<int> { TypedValue = number }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        // Deleted while it was read: the reader is told that it has not everything.
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new IOException("The media is gone.");
        }

        chunkLength = (int)reader.GetBytes(0, 0, chunk, 0, ChunkSize);
        chunkNumber = number;
    }
}
