using System.Diagnostics;
using Crm.Domain.Publishing.Media;
using Crm.Infrastructure.Publishing.Media.Reading;
using Crm.TestKit.Media;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Publishing.Media;

public sealed class MediaReaderTests
{
    public static TheoryData<string, byte[], string, int, int> Pictures =>
        new()
        {
            { "an encoder's JPEG", SampleMedia.EncodedJpeg, MediaTypes.Jpeg, 37, 21 },
            { "an encoder's lossy WebP", SampleMedia.LossyWebP, MediaTypes.WebP, 37, 21 },
            { "an encoder's lossless WebP", SampleMedia.LosslessWebP, MediaTypes.WebP, 37, 21 },
            { "an extended WebP", SampleMedia.ExtendedWebP(16_000, 4_097), MediaTypes.WebP, 16_000, 4_097 },
            { "a PNG", SampleMedia.Png(1080, 1350), MediaTypes.Png, 1080, 1350 },
            { "a GIF", SampleMedia.Gif(480, 270), MediaTypes.Gif, 480, 270 },
            { "a JPEG", SampleMedia.Jpeg(4032, 3024), MediaTypes.Jpeg, 4032, 3024 },
            { "a camera's JPEG, upright", SampleMedia.Jpeg(4032, 3024, orientation: 1), MediaTypes.Jpeg, 4032, 3024 },
            {
                "a camera's JPEG, on its side",
                SampleMedia.Jpeg(4032, 3024, orientation: 6),
                MediaTypes.Jpeg,
                3024,
                4032
            },
            {
                "another camera's JPEG, on its side",
                SampleMedia.Jpeg(4032, 3024, orientation: 8, isLittleEndian: true),
                MediaTypes.Jpeg,
                3024,
                4032
            },
        };

    public static TheoryData<string, SampleMovie, string, int, int> Movies =>
        new()
        {
            { "a movie", new(1920, 1080, 12.5), MediaTypes.Mp4, 1920, 1080 },
            {
                "its header last",
                new(1920, 1080, 12.5) { HeaderLast = true },
                MediaTypes.Mp4,
                1920,
                1080
            },
            {
                "held upright",
                new(1920, 1080, 12.5) { IsTurned = true },
                MediaTypes.Mp4,
                1080,
                1920
            },
            {
                "in fragments",
                new(1920, 1080, 12.5) { IsFragmented = true },
                MediaTypes.Mp4,
                1920,
                1080
            },
            {
                "without sound",
                new(640, 360, 12.5) { HasSoundFirst = false },
                MediaTypes.Mp4,
                640,
                360
            },
            {
                "with long numbers",
                new(640, 360, 12.5) { IsLong = true },
                MediaTypes.Mp4,
                640,
                360
            },
            {
                "of a phone",
                new(640, 360, 12.5) { Brand = "qt  " },
                MediaTypes.QuickTime,
                640,
                360
            },
        };

    public static TheoryData<string, byte[]> Broken =>
        new()
        {
            { "a JPEG that ends before its size", SampleMedia.EncodedJpeg[..100] },
            { "a JPEG of nothing but fill", [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 1000)] },
            { "a JPEG without lines", SampleMedia.Jpeg(100, 0) },
            { "a PNG without its header", [.. SampleMedia.Png(1, 1)[..8], .. new byte[20]] },
            { "a PNG that is wider than it may be", SampleMedia.PngOf(-1, 1, []) },
            { "a WebP of another form", [.. "RIFF0000WEBPVP8Z"u8, .. new byte[20]] },
            { "a movie with sound alone", new SampleMovie(1, 1, 1) { HasPicture = false }.ToArray() },
            { "a movie that was cut off", new SampleMovie(1, 1, 1) { HeaderLast = true }.ToArray()[..^200] },
        };

    [Theory, MemberData(nameof(Pictures))]
    public void The_size_of_a_picture_is_what_is_shown(string name, byte[] file, string type, int width, int height)
    {
        MediaSniffer.TypeOf(file).ShouldBe(type, name);
        MediaReader.Read(new MemoryStream(file), type).ShouldBe(new MediaFacts(type, width, height), name);
    }

    [Theory, MemberData(nameof(Movies))]
    public void The_size_and_length_of_a_movie_are_found(
        string name,
        SampleMovie movie,
        string type,
        int width,
        int height
    )
    {
        var file = movie.ToArray();

        MediaSniffer.TypeOf(file).ShouldBe(type, name);
        MediaReader
            .Read(new MemoryStream(file), type)
            .ShouldBe(new MediaFacts(type, width, height, TimeSpan.FromSeconds(12.5)), name);
    }

    [Theory, MemberData(nameof(Broken))]
    public void What_does_not_hold_what_it_promises_is_nothing(string name, byte[] file) =>
        MediaReader.Read(new MemoryStream(file), MediaSniffer.TypeOf(file)!).ShouldBeNull(name);

    [Fact]
    public void No_claimed_length_is_believed()
    {
        byte[] png = [.. SampleMedia.PngOf(10, 20, [])[..33], 0x7F, 0, 0, 0, .. "tEXt"u8];
        // Boxes in boxes without an end, and boxes without a content.
        byte[] nested = [.. Enumerable.Range(0, 100_000).SelectMany(_ => (byte[])[0, 0, 0, 0, .. "moov"u8])];
        byte[] empty = [.. Enumerable.Range(0, 1_000_000).SelectMany(_ => (byte[])[0, 0, 0, 8, .. "free"u8])];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();

        MediaReader.Read(new MemoryStream(png), MediaTypes.Png).ShouldBe(new MediaFacts(MediaTypes.Png, 10, 20));
        MediaReader.Read(new MemoryStream(nested), MediaTypes.Mp4).ShouldBeNull();
        MediaReader.Read(new MemoryStream(empty), MediaTypes.Mp4).ShouldBeNull();

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(10 * 1024 * 1024);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\">")]
    [InlineData("<!DOCTYPE html><html><body>")]
    [InlineData("%PDF-1.7 and so on")]
    [InlineData("BM and so on, a bitmap")]
    [InlineData("\0\0\0\x18ftypheic\0\0\0\0")]
    [InlineData("\0\0\0\x18ftypavif\0\0\0\0")]
    [InlineData("RIFF\0\0\0\0AVI LIST")]
    [InlineData("#!/bin/sh and so on")]
    [InlineData("PK\x03\x04 and so on")]
    [InlineData("GIF88a and so on")]
    [InlineData("")]
    public void Nothing_else_is_taken(string file) =>
        MediaSniffer.TypeOf(System.Text.Encoding.Latin1.GetBytes(file)).ShouldBeNull();
}
