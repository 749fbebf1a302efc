using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Crm.TestKit;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

/// <summary>What all of the process allocates is counted, so that nothing else may run beside it.</summary>
[CollectionDefinition(nameof(LargeMedia), DisableParallelization = true)]
public sealed class LargeMedia;

[Collection(nameof(LargeMedia))]
public sealed class LargeMediaTests
{
    private const int Mebibyte = 1024 * 1024;
    private const int Size = 160 * Mebibyte;

    [Theory]
    [InlineData(null)]
    [InlineData("large-1")]
    public async Task A_large_video_goes_in_and_out_without_ever_being_held(string? key)
    {
        await using var server = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        using var owner = await server.RegisterTenantAsync();
        await owner.Client.UploadedAsync(SampleMedia.Png(1, 1));
        var head = new SampleMovie(1920, 1080, 60) { DataSize = 0 }.ToArray();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        using var content = new StreamContent(new FollowedByZeroes(head, Size));
        content.Headers.ContentType = new MediaTypeHeaderValue("video/mp4");
        using var uploaded = await owner.Client.SendFileAsync(content, key);
        var media = await uploaded.ShouldBeAsync(HttpStatusCode.Created);
        await using var download = await owner.Client.GetStreamAsync($"{MediaServer.Route}/{media.Text("id")}/content");
        var hash = await SHA256.HashDataAsync(download);

        media.GetProperty("size").GetInt64().ShouldBe(Size);
        media.Text("sha256").ShouldBe(Convert.ToHexStringLower(hash));
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Size / 4);
    }

    /// <summary>So many bytes, of which the first are given.</summary>
    private sealed class FollowedByZeroes(byte[] head, int length) : MemoryStream
    {
        private int position;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, length - position);
            var given = buffer.Span[..count];
            given.Clear();
            if (position < head.Length)
            {
                head.AsSpan(position, Math.Min(count, head.Length - position)).CopyTo(given);
            }

            position += count;

            return ValueTask.FromResult(count);
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            int read;
            while ((read = await ReadAsync(buffer.AsMemory(), cancellationToken)) > 0)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
