using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.TikTokLeads;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.TikTokLeads;

public sealed class TikTokLeadsHookTests
{
    // The published vector (tiktok-leadgen §4), in both forms.
    private const string EscapedSignature = "73bdf009c968aba451df0ed1fe8ccb27327fef9052f03bd191f5f6d0ecdbe53b";
    private const string RawSignature = "19b4c8469709ae8bcb659cf2d567022b2b404ee2e18cb95a6b0e49f54ecc2416";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"object":1,"entry":[{"id":7126711421177430274,"page_id":6873052183063953666,"create_time":1767225600,"changes":[{"field":"name","value":"Ayşe"}],"advertiser_id":7000000000000000001,"lead_source":"INSTANT_FORM"}],"time":1767225601}"""
    );

    private static readonly TikTokLeadsHook Hook = new(HookSettings.Secrets("app_secret_demo"));

    [Theory]
    [InlineData(EscapedSignature)]
    [InlineData(RawSignature)]
    public void Published_vectors_verify(string signature) =>
        Verify(Body, new HookSignature("X-Open-Signature", signature)).ShouldBe(HookVerdict.Verified);

    [Fact]
    public void Characters_beyond_the_first_plane_are_escaped_as_two_units()
    {
        var body = Encoding.UTF8.GetBytes("{\"a\":\"😀é\"}");
        var signature = Hmac("{\"a\":\"\\ud83d\\ude00\\u00e9\"}");

        Verify(body, new HookSignature("X-Open-Signature", signature)).ShouldBe(HookVerdict.Verified);
    }

    [Fact]
    public void Signature_of_the_other_family_is_taken_instead()
    {
        var signature = $"t=1767225600,s={Hmac("1767225600." + Encoding.UTF8.GetString(Body))}";

        Verify(Body, new HookSignature("TikTok-Signature", signature)).ShouldBe(HookVerdict.Verified);
        Verify(
                Body,
                new HookSignature("X-Open-Signature", new string('0', 64)),
                new HookSignature("TikTok-Signature", signature)
            )
            .ShouldBe(HookVerdict.Verified);
    }

    [Fact]
    public void Wrong_signature_is_refused_even_where_unsigned_ones_are_taken()
    {
        var request = HookSettings.Request(
            Body,
            DateTimeOffset.UnixEpoch,
            new HookSignature("X-Open-Signature", EscapedSignature.Replace('7', '8'))
        );

        Hook.Verify(request with { AcceptsUnsigned = true }).ShouldBe(HookVerdict.SignatureWrong);
    }

    [Fact]
    public void Unsigned_delivery_is_taken_only_where_the_account_says_so()
    {
        var request = HookSettings.Request(Body, DateTimeOffset.UnixEpoch);

        Hook.Verify(request).ShouldBe(HookVerdict.SignatureMissing);
        Hook.Verify(request with { AcceptsUnsigned = true }).ShouldBe(HookVerdict.TakenUnsigned);
    }

    [Fact]
    public void Entry_becomes_a_lead_form_with_exact_ids()
    {
        var happened = Hook.Read(Body).ShouldHaveSingleItem();
        var form = happened.Content.ShouldBeOfType<InboundContent.Lead>().Form;

        happened.ExternalId.ShouldBe("7000000000000000001");
        form.ExternalId.ShouldBe("7126711421177430274");
        form.FormId.ShouldBe("6873052183063953666");
        form.DedupeKey.ShouldBe("7000000000000000001:7126711421177430274");
        form.FullName.ShouldBe("Ayşe");
        form.SubmittedAt.ShouldBe(DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Values_may_be_null_text_numbers_or_lists()
    {
        var form = Form(
            """{"id":"9","advertiser_id":"8","library_id":0,"changes":[{"field":"first_name","value":"Ali"},{"field":"last_name","value":"Can"},{"field":"email","value":null},{"field":"phone_number","value":905550000000},{"field":"İlgi","value":["a","b"]}]}"""
        );

        form.FullName.ShouldBe("Ali Can");
        form.Email.ShouldBeNull();
        form.Phone.ShouldBe("905550000000");
        form.Answers[^1].ShouldBe(new FormAnswer("İlgi", "a, b"));
        form.Answers.Count.ShouldBe(5);
        form.DedupeKey.ShouldBe("8:9");
    }

    [Fact]
    public void Entry_without_an_id_is_known_by_its_content() =>
        Form("""{"advertiser_id":8,"changes":[]}""")
            .DedupeKey.ShouldBe(Form("""{"advertiser_id":8,"changes":[]}""").DedupeKey);

    [Fact]
    public void Other_objects_are_ignored() =>
        Hook.Read("""{"object":2,"entry":[{"id":1}]}"""u8.ToArray())[0]
            .Content.ShouldBeOfType<InboundContent.Ignored>();

    [Fact]
    public void Cut_holds_the_chosen_entries_byte_for_byte_and_no_other()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"object":1,"entry":[{"id":1,"advertiser_id":10,"changes":[]},{"id":2,"advertiser_id":20,"changes":[ {"field":"name","value":"Çağ"}]}]}"""
        );
        var cut = Hook.Cut(body, [Hook.Read(body)[1]]);

        Encoding
            .UTF8.GetString(cut)
            .ShouldBe(
                """{"object":1,"entry":[{"id":2,"advertiser_id":20,"changes":[ {"field":"name","value":"Çağ"}]}]}"""
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"object\":1,")]
    [InlineData("{} {}")]
    public void Malformed_bodies_are_named_as_such(string body) =>
        Should.Throw<FormatException>(() => Hook.Identify(Encoding.UTF8.GetBytes(body)));

    private static LeadForm Form(string entry) =>
        Hook.Read(Encoding.UTF8.GetBytes($$"""{"object":1,"entry":[{{entry}}]}"""))[0]
            .Content.ShouldBeOfType<InboundContent.Lead>()
            .Form;

    private static HookVerdict Verify(byte[] body, params HookSignature[] signatures) =>
        Hook.Verify(HookSettings.Request(body, DateTimeOffset.UnixEpoch, signatures));

    private static string Hmac(string message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData("app_secret_demo"u8.ToArray(), Encoding.UTF8.GetBytes(message)));
}
