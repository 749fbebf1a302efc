using System.Buffers;
using System.Text;

namespace Crm.WebApi.Json;

/// <summary>A request body in a pooled buffer. The server's own limit bounds it.</summary>
internal sealed class BufferedBody
{
    private const int Usual = 4096;

    private byte[] buffer;
    private int start;
    private int length;

    private BufferedBody(int size) => buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(start, length - start);

    public static async ValueTask<BufferedBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the read that finds the end needs no larger buffer.
        var announced = Math.Min(request.ContentLength ?? Usual, 64 * 1024);
        var body = new BufferedBody((int)announced + 1);
        try
        {
            await body.FillAsync(request.Body, cancellationToken);
        }
        catch
        {
            body.Release();
            throw;
        }

        return body;
    }

    public Stream OpenRead() => new MemoryStream(buffer, start, length - start, writable: false);

    /// <summary>The binder passes over it, so whatever else reads the bytes must not stumble over it.</summary>
    public void SkipByteOrderMark() => start = buffer.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;

    /// <summary>Nothing may read the bytes any more.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = 0;
        length = 0;
    }

    private async Task FillAsync(Stream source, CancellationToken cancellationToken)
    {
        int read;
        while ((read = await source.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length == buffer.Length)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
