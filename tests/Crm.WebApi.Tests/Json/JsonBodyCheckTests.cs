using System.Text;
using Crm.WebApi.Tests.Conventions;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Json;

public sealed class JsonBodyCheckTests(SharedSampleServer shared) : IClassFixture<SharedSampleServer>
{
    private const string Good =
        """{"fullName":"Ayşe 😀","kind":"first_kind","count":1,"place":{"city":"İzmir"},"customFields":{"x":1}}""";

    private readonly SampleServer server = shared.Server;

    [Fact]
    public async Task A_good_body_is_bound_and_answered_in_the_same_words()
    {
        var answer = await server.PostAsync("/api/v1/samples", Good);

        answer.Status.ShouldBe(200, answer.Body);
        answer.Body.ShouldContain("\"kind\":\"first_kind\"");
        answer.Body.ShouldContain("Ayşe");
    }

    [Fact]
    public async Task Times_leave_in_utc()
    {
        var answer = await server.PostAsync(
            "/api/v1/samples",
            Good.Replace("\"count\":1", "\"count\":1,\"at\":\"2026-11-22T12:00:00+03:00\"", StringComparison.Ordinal)
        );

        answer.Body.ShouldContain("\"at\":\"2026-11-22T09:00:00Z\"");
    }

    [Fact]
    public async Task Every_missing_member_is_named_and_nullable_ones_may_be_left_out()
    {
        var answer = await server.PostAsync("/api/v1/samples", "{}");

        answer.Status.ShouldBe(400);
        answer.Code.ShouldBe("validation_failed");
        answer.Members.ShouldBe(["fullName", "kind", "count", "place"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"surprise":1}""", "surprise")]
    [InlineData("""{"FullName":"x"}""", "FullName")]
    [InlineData("""{"fullName":null}""", "fullName")]
    [InlineData("""{"fullName":5}""", "fullName")]
    [InlineData("""{"kind":"third"}""", "kind")]
    [InlineData("""{"kind":0}""", "kind")]
    [InlineData("""{"count":"1"}""", "count")]
    [InlineData("""{"count":99999999999}""", "count")]
    [InlineData("""{"place":{"city":"x","land":"y"}}""", "place.land")]
    [InlineData("""{"place":{}}""", "place.city")]
    [InlineData("""{"place":[]}""", "place")]
    [InlineData("""{"tags":["a",7]}""", "tags[1]")]
    [InlineData("""{"tags":"a"}""", "tags")]
    [InlineData("""{"at":"yesterday"}""", "at")]
    [InlineData("""{"note":"a","note":"b"}""", "note")]
    [InlineData("""{"fullName":"a\u0000b"}""", "fullName")]
    [InlineData("""{"customFields":{"x":"\u0000"}}""", "x")]
    [InlineData("""{"fullName":"\ud800"}""", "fullName")]
    [InlineData("""{"fullName":"\uDC00x"}""", "fullName")]
    [InlineData("[]", "body")]
    [InlineData("5", "body")]
    [InlineData("null", "body")]
    public async Task A_fault_is_named(string body, string member)
    {
        var answer = await server.PostAsync("/api/v1/samples", body);

        answer.Status.ShouldBe(400, answer.Body);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Code.ShouldBe("validation_failed");
        answer.Members.ShouldContain(member);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"fullName\":\"a\",}")]
    [InlineData("{/* hello */}")]
    [InlineData("{} {}")]
    [InlineData("{'fullName':1}")]
    [InlineData("<xml/>")]
    public async Task What_is_no_json_is_malformed(string body)
    {
        var answer = await server.PostAsync("/api/v1/samples", body);

        answer.Status.ShouldBe(400);
        answer.Code.ShouldBe("malformed_request");
    }

    [Fact]
    public async Task Deep_nesting_is_malformed()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"customFields\":", 40)) + "1" + new string('}', 40);

        (await server.PostAsync("/api/v1/samples", deep)).Code.ShouldBe("malformed_request");
    }

    [Fact]
    public async Task Text_outside_utf8_is_malformed()
    {
        byte[] body = [.. "{\"fullName\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        (await server.SendAsync(HttpMethod.Post, "/api/v1/samples", body)).Code.ShouldBe("malformed_request");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        var answer = await server.SendAsync(
            HttpMethod.Post,
            "/api/v1/samples",
            Encoding.UTF8.GetBytes(Good),
            contentType
        );

        answer.Status.ShouldBe(415);
        answer.Code.ShouldBe("unsupported_media_type");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/samples", new byte[1024 * 1024 + 1]);

        answer.Status.ShouldBe(413);
        answer.Code.ShouldBe("payload_too_large");
    }

    [Theory]
    [InlineData("""{"surprise":1}""", "surprise")]
    [InlineData("""{"fullName":"a\u0000b"}""", "fullName")]
    [InlineData("""{"fullName":"a\ud800b"}""", "fullName")]
    public async Task A_byte_order_mark_does_not_hide_the_faults(string json, string member)
    {
        byte[] body = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)];

        var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/samples", body);

        answer.Status.ShouldBe(400);
        answer.Members.ShouldContain(member);
    }

    [Fact]
    public async Task An_escaped_backslash_before_u0000_is_ordinary_text()
    {
        var body = Good.Replace("Ayşe", "\\\\u0000", StringComparison.Ordinal);

        (await server.PostAsync("/api/v1/samples", body)).Status.ShouldBe(200);
    }
}
