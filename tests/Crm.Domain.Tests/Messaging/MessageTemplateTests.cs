using Crm.Domain.Common;
using Crm.Domain.Messaging;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Messaging;

public sealed class MessageTemplateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("flagged", true)]
    [InlineData("reinstated", true)]
    [InlineData("something_new", true)]
    [InlineData("paused", false)]
    [InlineData("disabled", false)]
    [InlineData("rejected", false)]
    [InlineData("pending_deletion", false)]
    [InlineData("deleted", false)]
    [InlineData("limit_exceeded", false)]
    public void An_approved_template_stays_so_until_it_is_told_to_end(string status, bool isApproved)
    {
        var template = Template("utility");

        template.JudgeAnew(status, reason: null);

        template.IsApproved.ShouldBe(isApproved);
    }

    [Theory]
    [InlineData("utility", "utility")]
    [InlineData("authentication", "authentication")]
    [InlineData("marketing", "marketing")]
    [InlineData("promotion", "marketing")]
    [InlineData("unknown", "marketing")]
    public void A_category_that_nobody_knows_counts_as_marketing(string told, string counts) =>
        Template(told).Category.ShouldBe(counts);

    private static MessageTemplate Template(string category)
    {
        var template = MessageTemplate.Create(
            new TenantId(Guid.CreateVersion7(Now)),
            Guid.CreateVersion7(Now),
            "a",
            "tr",
            Now
        );
        template.Describe(category, MessageTemplate.Approved, text: null, [], Now);

        return template;
    }
}
