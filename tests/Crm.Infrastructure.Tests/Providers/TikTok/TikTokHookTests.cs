using System.Text;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.TikTok;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.TikTok;

public sealed class TikTokHookTests
{
    // The published vector (tiktok-login-kit §6).
    private const string Signature = "t=1767225600,s=3bbe70d155daa2f63c2a97f2479160ae46c8aa1bd709fbc15eaa35f41eca04f2";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"client_key":"ck_demo","event":"authorization.removed","create_time":1767225600,"user_openid":"open-id-1","content":"{\"reason\":1}"}"""
    );

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1767225600);

    [Theory]
    [InlineData("cs_demo")]
    [InlineData("cs_new,cs_demo")]
    public void Published_vector_verifies_also_under_the_old_secret(string secrets) =>
        Verify(secrets, Signature, SignedAt).ShouldBe(HookVerdict.Verified);

    [Theory]
    [InlineData("cs_other", Signature)]
    [InlineData("", Signature)]
    [InlineData("cs_demo", "t=1767225601,s=3bbe70d155daa2f63c2a97f2479160ae46c8aa1bd709fbc15eaa35f41eca04f2")]
    [InlineData("cs_demo", "t=1767225600,s=3bbe70d155daa2f63c2a97f2479160ae46c8aa1bd709fbc15eaa35f41eca04f3")]
    [InlineData("cs_demo", "t=1767225600,s=3bbe")]
    [InlineData("cs_demo", "t=1767225600")]
    [InlineData("cs_demo", "t=-1,s=zz")]
    [InlineData("cs_demo", "")]
    public void Any_other_secret_time_or_signature_is_refused(string secrets, string signature) =>
        Verify(secrets, signature, SignedAt).ShouldBe(HookVerdict.SignatureWrong);

    [Fact]
    public void Changed_byte_is_refused()
    {
        var changed = (byte[])Body.Clone();
        changed[^3] ^= 1;

        Hook("cs_demo")
            .Verify(HookSettings.Request(changed, SignedAt, new HookSignature("TikTok-Signature", Signature)))
            .ShouldBe(HookVerdict.SignatureWrong);
    }

    [Fact]
    public void Missing_signature_is_told_from_a_wrong_one() =>
        Hook("cs_demo").Verify(HookSettings.Request(Body, SignedAt)).ShouldBe(HookVerdict.SignatureMissing);

    [Theory]
    [InlineData(300, null)]
    [InlineData(301, "late")]
    [InlineData(-301, "late")]
    public void Signed_beyond_the_tolerance_is_verified_but_late(int secondsLater, string? reason)
    {
        var verdict = Verify("cs_demo", Signature, SignedAt.AddSeconds(secondsLater));

        verdict.IsVerified.ShouldBeTrue();
        verdict.Reason.ShouldBe(reason);
    }

    [Fact]
    public void Removal_names_the_open_id_its_time_and_its_reason()
    {
        var happened = Hook("cs_demo").Read(Body).ShouldHaveSingleItem();

        happened.ExternalId.ShouldBe("open-id-1");
        happened.Content.ShouldBe(new InboundContent.AuthorizationRemoved(SignedAt, "1"));
    }

    [Theory]
    [InlineData("video.publish.completed", """{\"share_id\":\"share-7\"}""")]
    [InlineData("video.upload.failed", """{\"share_id\":\"share-7\"}""")]
    [InlineData("post.publish.failed", """{\"publish_id\":\"share-7\"}""")]
    public void Video_events_are_notices(string type, string content) =>
        Hook("cs_demo")
            .Read(Encoding.UTF8.GetBytes($$"""{"event":"{{type}}","user_openid":"o","content":"{{content}}"}"""))[0]
            .Content.ShouldBe(new InboundContent.Notice("share-7"));

    [Fact]
    public void What_we_do_not_know_is_ignored() =>
        Hook("cs_demo")
            .Read("""{"event":"portability.download.ready","content":"{\"request_id\":1}"}"""u8.ToArray())[0]
            .Content.ShouldBeOfType<InboundContent.Ignored>();

    [Fact]
    public void Same_event_written_otherwise_has_the_same_identity()
    {
        var reordered = Encoding.UTF8.GetBytes(
            """{ "content":"{\"reason\":1}", "user_openid":"open-id-1", "create_time":1767225600, "event":"authorization.removed", "client_key":"ck_demo" }"""
        );
        var later = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Body).Replace("1767225600", "1767225601", StringComparison.Ordinal)
        );
        var hook = Hook("cs_demo");

        hook.Identify(reordered).ShouldBe(hook.Identify(Body));
        hook.Identify(later).ShouldNotBe(hook.Identify(Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"event\":")]
    [InlineData("{}")]
    [InlineData("{\"event\":\"a\"} x")]
    [InlineData("{\"event\":\"\\ud800\"}")]
    public void Malformed_bodies_are_named_as_such(string body) =>
        Should.Throw<FormatException>(() => Hook("cs_demo").Identify(Encoding.UTF8.GetBytes(body)));

    private static HookVerdict Verify(string secrets, string signature, DateTimeOffset receivedAt) =>
        Hook(secrets).Verify(HookSettings.Request(Body, receivedAt, new HookSignature("TikTok-Signature", signature)));

    private static TikTokHook Hook(string secrets) =>
        new(TikTokHookOptions.From(HookSettings.Of("TIKTOK_CLIENT_SECRET", secrets)));
}
