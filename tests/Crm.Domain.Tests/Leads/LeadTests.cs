using Crm.Domain.Common;
using Crm.Domain.Leads;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Leads;

public sealed class LeadTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_lead_announces_itself_without_personal_data()
    {
        var lead = Lead.Create(TenantId.New(), Details("Ayşe", "ayse@example.com"), Monday);

        lead.Events.ShouldBe([new LeadCreated(Monday, lead.Id, "api")]);
        lead.FirstTouch.ShouldBe(lead.LastTouch);
        lead.Version.ShouldBe(1);
    }

    [Fact]
    public void Merging_fills_what_is_empty_adds_tags_and_overwrites_nothing()
    {
        var lead = Lead.Create(TenantId.New(), Details("Ayşe", null) with { CustomFields = """{"a":1}""" }, Monday);

        lead.Merge(
            Details("Somebody else", "ayse@example.com") with
            {
                Phone = PhoneNumber.FromE164("+905321234567"),
                PhoneRaw = "0532",
                Tags = ["vip", "vip"],
                CustomFields = """{"a":2,"b":3}""",
            },
            Monday.AddHours(1)
        );

        lead.FullName.ShouldBe("Ayşe");
        lead.NormalizedEmail.ShouldBe("ayse@example.com");
        lead.Phone.ShouldBe("+905321234567");
        lead.Tags.ShouldBe(["vip"]);
        lead.CustomFields.ShouldBe("""{"a":1,"b":3}""");
        lead.SearchText.ShouldContain("905321234567");
        lead.Version.ShouldBe(2);
        lead.Events[^1].ShouldBe(new LeadUpdated(Monday.AddHours(1), lead.Id, "api"));
    }

    [Fact]
    public void A_late_delivery_moves_the_first_touch_back_and_leaves_the_last()
    {
        var lead = Lead.Create(TenantId.New(), Details("Ayşe", null), Monday);

        lead.Merge(Details("Ayşe", null) with { Touch = new(Monday.AddDays(-1), "tiktok_leads") }, Monday);

        lead.FirstTouch!.Source.ShouldBe("tiktok_leads");
        lead.LastTouch!.Source.ShouldBe("api");
    }

    [Theory]
    [InlineData("Ayse@Example.COM", "ayse@example.com")]
    [InlineData(" ayse@example.com ", "ayse@example.com")]
    [InlineData("a.b+c@sub.example.co", "a.b+c@sub.example.co")]
    [InlineData("ayse", null)]
    [InlineData("ayse@", null)]
    [InlineData("@example.com", null)]
    [InlineData("a@b@example.com", null)]
    [InlineData("a b@example.com", null)]
    [InlineData("a@example", null)]
    [InlineData("a@.example.com", null)]
    [InlineData("a@example..com", null)]
    public void E_mail_addresses_are_normalised_or_refused(string typed, string? expected) =>
        (EmailAddress.Parse(typed)?.Normalized).ShouldBe(expected);

    [Fact]
    public void Text_is_composed_trimmed_and_storable() => CleanText.Of(" Jose\u0301\0 \ud800 ").ShouldBe("José �");

    private static LeadDetails Details(string? name, string? email) =>
        new(name, EmailAddress.Parse(email), null, null, new Touch(Monday, "api"));
}
