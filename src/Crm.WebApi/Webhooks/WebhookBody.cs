using System.Buffers;
using Crm.Infrastructure.Inbox;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.WebApi.Webhooks;

/// <summary>Reads bodies whole and raw, with a limit for each, one for all that are being read, and one for the time it takes.</summary>
internal sealed class WebhookBody
{
    private const long MaxInMemory = 256L * 1024 * 1024;
    private const long Step = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private long inMemory;

    /// <summary>Room is taken as bytes arrive: a length that is only announced keeps nobody out.</summary>
    public Room Enter() => new(this);

    private bool TryReserve(long size)
    {
        if (Interlocked.Add(ref inMemory, size) <= MaxInMemory)
        {
            return true;
        }

        Release(size);

        return false;
    }

    private void Release(long size) => Interlocked.Add(ref inMemory, -size);

    internal sealed class Room(WebhookBody all) : IDisposable
    {
        private long held;

        /// <returns>The body, or the status that says why not.</returns>
        public async ValueTask<(byte[]? Body, int Status)> ReadAsync(HttpRequest request)
        {
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                // The server's own is lower than ours.
                limit.MaxRequestBodySize = null;
            }

            if (request.ContentLength > InboxOptions.MaxBody)
            {
                return (null, StatusCodes.Status413PayloadTooLarge);
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
            patience.CancelAfter(Patience);
            try
            {
                return await ReadAsync(request, patience.Token);
            }
            catch (OperationCanceledException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
            {
                return (null, StatusCodes.Status408RequestTimeout);
            }
        }

        public void Dispose() => all.Release(held);

        private async ValueTask<(byte[]? Body, int Status)> ReadAsync(
            HttpRequest request,
            CancellationToken cancellationToken
        )
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                if (read.Buffer.Length > InboxOptions.MaxBody)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }

                if (!TryHold(read.Buffer.Length))
                {
                    return (null, StatusCodes.Status503ServiceUnavailable);
                }

                if (read.IsCompleted)
                {
                    var body = read.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(read.Buffer.End);

                    return (body, StatusCodes.Status200OK);
                }

                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }

        private bool TryHold(long size)
        {
            var missing = (((size + Step - 1) / Step) * Step) - held;
            if (missing <= 0)
            {
                return true;
            }

            if (!all.TryReserve(missing))
            {
                return false;
            }

            held += missing;

            return true;
        }
    }
}
