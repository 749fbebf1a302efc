using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Crm.TestKit;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.ApiTokens;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

public sealed class UploadMediaTests(MediaServer shared) : IClassFixture<MediaServer>, IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await shared.Server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task A_picture_is_what_its_bytes_say_whatever_it_is_called(string? type)
    {
        var file = SampleMedia.Jpeg(4032, 3024, orientation: 6);
        using var response = await owner.Client.UploadAsync(file, type);

        var media = await response.ShouldBeAsync(HttpStatusCode.Created);
        media.Text("type").ShouldBe("image/jpeg");
        media.GetProperty("size").GetInt64().ShouldBe(file.Length);
        media.GetProperty("width").GetInt32().ShouldBe(3024);
        media.GetProperty("height").GetInt32().ShouldBe(4032);
        media.GetProperty("durationSeconds").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        media.Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        response.Headers.Location!.OriginalString.ShouldBe($"{MediaServer.Route}/{media.Text("id")}");
    }

    [Fact]
    public async Task A_video_tells_its_length()
    {
        using var form = new MultipartFormDataContent
        {
            {
                new ByteArrayContent(new SampleMovie(1080, 1920, 12.5) { HeaderLast = true }.ToArray()),
                "file",
                "ad.mp4"
            },
        };
        using var response = await owner.Client.SendFileAsync(form);

        var media = await response.ShouldBeAsync(HttpStatusCode.Created);
        media.Text("type").ShouldBe("video/mp4");
        media.GetProperty("durationSeconds").GetDouble().ShouldBe(12.5);
        media.GetProperty("width").GetInt32().ShouldBe(1080);
    }

    [Fact]
    public async Task The_same_bytes_are_stored_once_also_when_they_come_at_once()
    {
        byte[] file = [.. SampleMedia.Png(9, 9), .. RandomNumberGenerator.GetBytes(Mebibyte + 5)];

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => owner.Client.UploadedAsync(file)));

        ids.Distinct().Count().ShouldBe(1);
        (await shared.CountAsync("publishing.media", owner.TenantId)).ShouldBe(1);
        (await shared.CountAsync("publishing.media_chunk", owner.TenantId)).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_bytes_of_two_companies_are_two_files()
    {
        using var other = await shared.Server.RegisterTenantAsync();
        var file = SampleMedia.Png(8, 8);

        var own = await owner.Client.UploadedAsync(file);
        var others = await other.Client.UploadedAsync(file);

        own.ShouldNotBe(others);
        using var foreign = await owner.Client.GetAsync($"{MediaServer.Route}/{others}/content");
        (await foreign.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "image/svg+xml")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>", "image/jpeg")]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("", "image/png")]
    [InlineData("\x89PNG\r\n\x1a\n and nothing more", "image/png")]
    public async Task What_is_no_picture_or_video_is_refused_and_what_is_taken_is_named(string text, string type)
    {
        using var response = await owner.Client.UploadAsync(Encoding.Latin1.GetBytes(text), type);

        var problem = await response.ShouldBeAsync(HttpStatusCode.UnsupportedMediaType);
        problem.Text("code").ShouldBe("unsupported_media_type");
        problem.Text("detail").ShouldContain("JPEG, PNG, GIF, WebP, MP4 or MOV");
    }

    [Theory]
    [InlineData(MediaServer.MostMb * Mebibyte, HttpStatusCode.Created)]
    [InlineData((MediaServer.MostMb * Mebibyte) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData((MediaServer.MostMb * Mebibyte) + (Mebibyte / 2), HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(MediaServer.MostMb * Mebibyte * 20, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_over_the_limit_is_refused_and_the_limit_is_named(int size, HttpStatusCode status)
    {
        var file = new byte[size];
        SampleMedia.Gif(3, 3).CopyTo(file, 0);
        using var request = new HttpRequestMessage(HttpMethod.Post, MediaServer.Route)
        {
            Content = new ByteArrayContent(file),
        };
        // So that it is refused before it is sent, instead of with a broken connection.
        request.Headers.ExpectContinue = true;
        using var response = await owner.Client.SendAsync(request);

        var body = await response.ShouldBeAsync(status);
        if (status is not HttpStatusCode.Created)
        {
            body.Text("code").ShouldBe("payload_too_large");
            body.Text("detail").ShouldContain("2 MB");
        }
    }

    [Fact]
    public async Task A_picture_of_absurd_size_is_refused()
    {
        using var large = await owner.Client.UploadAsync(SampleMedia.PngOf(10_000, 10_000, []));
        using var absurd = await owner.Client.UploadAsync(SampleMedia.PngOf(10_001, 10_000, []));

        await large.ShouldBeAsync(HttpStatusCode.Created);
        var problem = await absurd.ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge);
        problem.Text("detail").ShouldContain("100 megapixels");
    }

    [Fact]
    public async Task What_was_stored_comes_back_byte_for_byte_to_be_saved_and_not_to_be_run()
    {
        byte[] file = [.. SampleMedia.Png(7, 7), .. RandomNumberGenerator.GetBytes(Mebibyte + 77)];
        var id = await owner.Client.UploadedAsync(file);
        using var response = await owner.Client.GetAsync($"{MediaServer.Route}/{id}/content");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(file);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        response.Content.Headers.ContentLength.ShouldBe(file.Length);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Content.Headers.ContentDisposition.FileName.ShouldBe($"{id}.png");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        response.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(file))}\"");
    }

    [Fact]
    public async Task A_part_can_be_asked_for_across_pieces_and_what_is_known_is_not_sent_again()
    {
        byte[] file = [.. SampleMedia.Png(6, 6), .. RandomNumberGenerator.GetBytes(Mebibyte + 77)];
        var path = $"{MediaServer.Route}/{await owner.Client.UploadedAsync(file)}/content";
        using var part = new HttpRequestMessage(HttpMethod.Get, path);
        part.Headers.Range = new RangeHeaderValue(Mebibyte - 10, Mebibyte + 9);
        using var partial = await owner.Client.SendAsync(part);
        using var known = new HttpRequestMessage(HttpMethod.Get, path);
        known.Headers.IfNoneMatch.Add(partial.Headers.ETag!);
        using var unchanged = await owner.Client.SendAsync(known);

        partial.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await partial.Content.ReadAsByteArrayAsync()).ShouldBe(file[(Mebibyte - 10)..(Mebibyte + 10)]);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task An_idempotency_key_is_honoured_for_files_too()
    {
        byte[] file = [.. SampleMedia.Png(5, 5), .. new byte[Mebibyte + (Mebibyte / 2)]];
        using var first = await owner.Client.UploadAsync(file, key: "file-1");
        using var again = await owner.Client.UploadAsync(file, key: "file-1");
        using var another = await owner.Client.UploadAsync(SampleMedia.Png(4, 4), key: "file-1");

        var created = await first.ShouldBeAsync(HttpStatusCode.Created);
        (await again.ShouldBeAsync(HttpStatusCode.Created)).Text("id").ShouldBe(created.Text("id"));
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await another.ProblemAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("idempotency_key_reused");
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--b--\r\n")]
    [InlineData("no form at all")]
    public async Task A_form_without_its_file_is_told_so(string form)
    {
        using var response = await owner.Client.UploadAsync(
            Encoding.ASCII.GetBytes(form),
            "multipart/form-data; boundary=b"
        );

        var problem = await response.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").TryGetProperty("file", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_that_ends_in_its_file_is_incomplete()
    {
        byte[] form = [.. "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8, .. SampleMedia.Png(30, 30)];
        using var response = await owner.Client.UploadAsync(form, "multipart/form-data; boundary=b");

        (await response.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("malformed_request");
    }

    [Fact]
    public async Task Unused_media_are_deleted_and_then_gone()
    {
        var id = await owner.Client.UploadedAsync(SampleMedia.Png(3, 2));
        var path = $"{MediaServer.Route}/{id}";
        using var stale = new HttpRequestMessage(HttpMethod.Delete, path);
        stale.Headers.IfMatch.Add(new("\"1\""));
        using var refused = await owner.Client.SendAsync(stale);
        using var deleted = await owner.Client.DeleteAsync(path);
        using var gone = await owner.Client.GetAsync(path);

        (await refused.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await shared.CountAsync("publishing.media_chunk", owner.TenantId)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_bound_to_venues_sees_what_they_uploaded_themselves()
    {
        using var venue = await owner.Client.PostAsync(
            "/api/v1/venues",
            new StringContent("""{"name":"Lale"}""", Encoding.UTF8, "application/json")
        );
        var venueId = (await venue.ShouldBeAsync(HttpStatusCode.Created)).Text("id");
        var (_, token) = await owner.IssueTokenAsync(TokenWorld.Write, [venueId]);
        using var bound = shared.Server.ClientWith(token);
        var id = await owner.Client.UploadedAsync(SampleMedia.Png(11, 12));
        var path = $"{MediaServer.Route}/{id}";

        (await bound.StatusAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await bound.StatusAsync(path + "/content")).ShouldBe(HttpStatusCode.NotFound);
        (await bound.UploadedAsync(SampleMedia.Png(11, 12))).ShouldBe(id);
        (await bound.StatusAsync(path)).ShouldBe(HttpStatusCode.OK);
        (await bound.StatusAsync(path + "/content")).ShouldBe(HttpStatusCode.OK);
    }
}
