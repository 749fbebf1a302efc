using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.WhatsApp;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.WhatsApp;

/// <summary>whatsapp §3 (lengths, texts of templates) and §6 (waits).</summary>
public sealed class WhatsAppRulesTests
{
    private const string Parameters = "template.components[0].parameters";
    private const string SecondParameters = "template.components[1].parameters";

    public static TheoryData<string, OutgoingContent, string[]> Refused { get; } =
        new()
        {
            { "§3: body 4096", new OutgoingContent.Text(new('ş', 4_097)), ["text message_too_long 4097 of 4096"] },
            { "§3: caption 1024", Media("image", new('ş', 1_025)), ["media.caption message_too_long 1025 of 1024"] },
            { "§3: no caption on audio", Media("audio", "Kahve"), ["media.caption message_caption_unknown"] },
            { "§3: no caption on stickers", Media("sticker", "Kahve"), ["media.caption message_caption_unknown"] },
            { "§3: no newline", Template("A\n17"), [$"{Parameters} template_text_unfit"] },
            { "§3: no carriage return", Template("A\r17"), [$"{Parameters} template_text_unfit"] },
            { "§3: no tab", Template("Ayşe", "A\t17"), [$"{Parameters} template_text_unfit"] },
            { "§3: four spaces in a row", Template("A     17"), [$"{Parameters} template_text_unfit"] },
            {
                "§3: 1024 in all",
                Template(new('a', 1_000), new('b', 25)),
                [$"{Parameters} message_too_long 1025 of 1024"]
            },
            {
                "§3: of each component",
                new OutgoingContent.Template(
                    "order_ready",
                    "tr",
                    [Body("Ayşe"), new("button", "url", 0, [new("text", "A\n17")])]
                ),
                [$"{SecondParameters} template_text_unfit"]
            },
        };

    public static TheoryData<string, OutgoingContent> Taken { get; } =
        new()
        {
            { "§3: body 4096", new OutgoingContent.Text(new('ş', 4_096)) },
            { "§3: newlines and tabs in a text", new OutgoingContent.Text("bir\n\tiki") },
            { "§3: caption 1024", Media("image", new('ş', 1_024)) },
            { "§3: a caption is not required", Media("audio", caption: null) },
            { "§3: nor on stickers", Media("sticker", caption: null) },
            { "§3: 1024 in all", Template(new('a', 1_000), new('b', 24)) },
            { "§3: four spaces", Template("A    17") },
            { "§3: no placeholders", new OutgoingContent.Template("hello_world", "en_US", []) },
            {
                "§3: an address is no text",
                new OutgoingContent.Template(
                    "order_ready",
                    "tr",
                    [new("header", null, null, [new("image", $"https://example.com/{new string('a', 1_100)}")])]
                )
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_whatsapp_refuses_is_told_before(string source, OutgoingContent content, string[] faults) =>
        WhatsAppRules.Check(content).Select(Read).ShouldBe(faults, source);

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_whatsapp_takes_is_taken(string source, OutgoingContent content) =>
        WhatsAppRules.Check(content).Select(Read).ShouldBeEmpty(source);

    [Theory]
    [InlineData("4", 0, 60)]
    [InlineData("4", 7, 60)]
    [InlineData("130429", 0, 1)]
    [InlineData("130429", 1, 2)]
    [InlineData("130429", 5, 32)]
    [InlineData("130429", 100, 256)]
    [InlineData("131048", 0, 3_600)]
    [InlineData("131048", 9, 3_600)]
    [InlineData("131056", 0, 6)]
    [InlineData("131056", 1, 24)]
    [InlineData("131056", 3, 384)]
    [InlineData("131056", 100, 1_536)]
    public void What_goes_too_fast_waits_as_long_as_its_code_says(string code, int postponed, int seconds) =>
        WhatsAppMessages.WaitOf(code, postponed).ShouldBe(TimeSpan.FromSeconds(seconds), "§6");

    [Theory]
    [InlineData("131047")]
    [InlineData(null)]
    public void What_is_no_matter_of_pace_has_no_wait(string? code) => WhatsAppMessages.WaitOf(code, 0).ShouldBeNull();

    private static OutgoingContent.Media Media(string kind, string? caption) =>
        new(kind, new Uri("https://cdn.example.com/a"), caption, FileName: null);

    private static OutgoingContent.Template Template(params string[] texts) => new("order_ready", "tr", [Body(texts)]);

    private static OutgoingComponent Body(params string[] texts) =>
        new("body", null, null, [.. texts.Select(text => new OutgoingParameter("text", text))]);

    private static string Read(ContentFault fault) =>
        fault.Limit is null
            ? $"{fault.Member} {fault.Code}"
            : $"{fault.Member} {fault.Code} {fault.Actual} of {fault.Limit}";
}
