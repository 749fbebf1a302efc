using System.Buffers;
using Crm.Infrastructure.Inbox;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.WebApi.Webhooks;

/// <summary>Reads bodies whole and raw, with a limit for each and one for all that are being read.</summary>
internal sealed class WebhookBody
{
    private const long MaxInMemory = 256L * 1024 * 1024;

    private long inMemory;

    /// <summary>Reserves room for a body; false: the server holds as much as it should.</summary>
    public bool TryReserve(long size)
    {
        if (Interlocked.Add(ref inMemory, size) <= MaxInMemory)
        {
            return true;
        }

        Release(size);

        return false;
    }

    public void Release(long size) => Interlocked.Add(ref inMemory, -size);

    /// <summary>What the body takes; and the server's own limit, lower than ours, is lifted.</summary>
    public static long SizeOf(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        return request.ContentLength ?? InboxOptions.MaxBody;
    }

    /// <returns>Null when it is longer than is taken.</returns>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request)
    {
        var aborted = request.HttpContext.RequestAborted;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(aborted);
            if (read.Buffer.Length > InboxOptions.MaxBody)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);

                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
