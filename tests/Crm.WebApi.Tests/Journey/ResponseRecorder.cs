using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Crm.WebApi.Tests.Journey;

internal sealed record Answered(string Method, string Path, int Status, string Headers, string Body);

/// <summary>Keeps what leaves the server, outside of everything else that handles a request.</summary>
internal sealed class ResponseRecorder : IStartupFilter
{
    private readonly ConcurrentQueue<Answered> answers = new();

    public IEnumerable<Answered> Answers => answers;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(RecordAsync);
            next(app);
        };

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.ToString());
        await using var copy = new CopyingStream(context.Response.Body);
        context.Response.Body = copy;
        try
        {
            await next(context);
        }
        finally
        {
            var headers = string.Join('\n', context.Response.Headers.Select(header => $"{header.Key}: {header.Value}"));
            answers.Enqueue(new(method, path, context.Response.StatusCode, headers, copy.Text));
        }
    }

    private sealed class CopyingStream(Stream inner) : Stream
    {
        private readonly MemoryStream copy = new();

        public string Text => Encoding.UTF8.GetString(copy.ToArray());

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new NotSupportedException();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            copy.Write(buffer.Span);
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
