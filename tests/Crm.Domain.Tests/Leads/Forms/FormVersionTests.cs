using Crm.Domain.Common;
using Crm.Domain.Leads.Forms;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Leads.Forms;

public sealed class FormVersionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_delivery_that_leaves_an_answer_out_takes_no_question_away()
    {
        var form = Form.Create(TenantId.New(), Guid.CreateVersion7(Now), "5001", "meta_leads", Now);
        FormQuestion[] asked = [new("email"), new("phone"), new("box", Label: null, FormQuestion.ConsentKind)];
        var version = FormVersion.Create(form, 1, asked, Now);

        version.Describe([new("email", "E-posta"), new("box", Label: null, FormQuestion.ConsentKind)]);

        version.Questions.ShouldBe([new("email", "E-posta"), new("phone"), new("box", null, FormQuestion.ConsentKind)]);
        version.Explains(["phone"]).ShouldBeTrue();
        version.Hash.ShouldBe(FormVersion.HashOf(version.Questions));
    }

    [Fact]
    public void What_was_shown_is_the_label_or_the_question_and_never_the_name_of_a_box()
    {
        FormQuestion[] questions =
        [
            new("labelled", "E-posta ile haber alabilir miyim?"),
            new("Haber ister misiniz?"),
            new("optional_1", Label: null, FormQuestion.ConsentKind),
        ];

        FormQuestion.ShownOf(questions, "labelled").ShouldBe("E-posta ile haber alabilir miyim?");
        FormQuestion.ShownOf(questions, "Haber ister misiniz?").ShouldBe("Haber ister misiniz?");
        FormQuestion.ShownOf(questions, "optional_1").ShouldBeNull();
    }
}
