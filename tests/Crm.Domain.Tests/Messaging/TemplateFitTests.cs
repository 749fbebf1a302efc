using Crm.Domain.Messaging;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Messaging;

public sealed class TemplateFitTests
{
    private static readonly TemplateSlot Image = new("header", null, "image", ["1"]);
    private static readonly TemplateSlot Body = new("body", null, "text", ["1", "2"]);
    private static readonly TemplateSlot Named = new("body", null, "text", ["first_name"]);
    private static readonly TemplateSlot Button = new("button", 1, "text", ["1"]);

    [Fact]
    public void The_same_number_kind_and_place_fits() =>
        TemplateFit
            .Check(
                [Image, Body, Button],
                [
                    new("header", [new("image", "https://cdn.example.com/a.jpg")]),
                    new("body", [new("text", "Ayşe"), new("text", "A-17")]),
                    new("button", [new("text", "A-17")], "url", 1),
                    new("button", [new("payload", "STOP")], "quick_reply", 2),
                ]
            )
            .ShouldBeEmpty();

    [Fact]
    public void One_too_few_too_many_or_in_the_wrong_place_does_not()
    {
        Codes([Body], new SentComponent("body", [new("text", "Ayşe")])).ShouldBe(["template_parameter_count"]);
        Codes([Body]).ShouldBe(["template_parameter_count"]);
        Codes([], new SentComponent("body", [new("text", "Ayşe")])).ShouldBe(["template_parameter_count"]);
        Codes([Button], new SentComponent("button", [new("text", "A")], "url", 0))
            .ShouldBe(["template_parameter_count", "template_parameter_count"]);
    }

    [Fact]
    public void Another_kind_or_a_missing_name_does_not()
    {
        Codes([Image], new SentComponent("header", [new("text", "Ayşe")])).ShouldBe(["template_parameter_type"]);
        Codes([Named], new SentComponent("body", [new("text", "Ayşe")])).ShouldBe(["template_parameter_name"]);
        Codes([Named], new SentComponent("body", [new("text", "Ayşe", "first_name")])).ShouldBeEmpty();
    }

    private static List<string> Codes(IReadOnlyList<TemplateSlot> slots, params SentComponent[] components) =>
        [.. TemplateFit.Check(slots, components).Select(misfit => misfit.Code)];
}
