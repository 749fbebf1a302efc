using FluentValidation;

namespace Crm.Application.Messaging.Sending;

internal sealed class SendMessageValidator : AbstractValidator<SendMessage>
{
    private const int LongestRecipient = 140;
    private const int LongestText = 65_536;

    public SendMessageValidator()
    {
        RuleFor(request => request.AccountId).NotEmpty();
        RuleFor(request => request.To).NotEmpty().MaximumLength(LongestRecipient).WithErrorCode("message_recipient");
        RuleFor(request => request)
            .Must(request => Given(request) == 1)
            .OverridePropertyName(nameof(SendMessage.Text))
            .WithErrorCode("message_content");
        RuleFor(request => request.Text).MaximumLength(LongestText).WithErrorCode("text_too_long");
        RuleFor(request => request.Template!).SetValidator(new TemplateOrderValidator()).When(HasTemplate);
        RuleFor(request => request.Media!)
            .SetValidator(new MediaOrderValidator())
            .When(request => request.Media is not null);
    }

    private static bool HasTemplate(SendMessage request) => request.Template is not null;

    private static int Given(SendMessage request) =>
        (string.IsNullOrWhiteSpace(request.Text) ? 0 : 1)
        + (request.Template is null ? 0 : 1)
        + (request.Media is null ? 0 : 1);
}

internal sealed class TemplateOrderValidator : AbstractValidator<TemplateOrder>
{
    private const int MostComponents = 20;
    private const int MostParameters = 50;
    private const int LongestName = 512;
    private const int LongestLanguage = 20;
    private const int LongestValue = 2_048;
    private const int LongestPlaceholder = 100;
    private const int MostButtons = 10;

    private static readonly string[] Types = ["header", "body", "button"];
    private static readonly string[] SubTypes = ["url", "quick_reply", "copy_code"];
    private static readonly string[] Parameters = ["text", "payload", "coupon_code", "image", "video", "document"];

    public TemplateOrderValidator()
    {
        RuleFor(order => order.Name).NotEmpty().MaximumLength(LongestName).WithErrorCode("text_too_long");
        RuleFor(order => order.Language).NotEmpty().MaximumLength(LongestLanguage).WithErrorCode("text_too_long");
        RuleFor(order => order.Components)
            .Must(components => components is null || components.Count <= MostComponents)
            .WithErrorCode("template_components");
        RuleForEach(order => order.Components)
            .Must(component => component is not null && Types.Contains(component.Type, StringComparer.Ordinal))
            .WithErrorCode("template_components")
            .Must(IsButton)
            .WithErrorCode("template_button")
            .Must(component => (component?.Parameters?.Count ?? 0) <= MostParameters)
            .WithErrorCode("template_components")
            .Must(component => (component?.Parameters ?? []).All(IsReadable))
            .WithErrorCode("template_parameter");
    }

    private static bool IsButton(TemplateComponentOrder? component) =>
        component is null or { SubType: null, Index: null }
        || component is { Type: "button", Index: null or (>= 0 and < MostButtons) }
            && (component.SubType is null || SubTypes.Contains(component.SubType, StringComparer.Ordinal));

    private static bool IsReadable(TemplateParameterOrder? parameter) =>
        parameter is { Value.Length: > 0 and <= LongestValue, Name: null or { Length: > 0 and <= LongestPlaceholder } }
        && Parameters.Contains(parameter.Type, StringComparer.Ordinal)
        && (parameter.Type is "text" or "payload" or "coupon_code" || MediaOrderValidator.IsAddress(parameter.Value));
}

internal sealed class MediaOrderValidator : AbstractValidator<MediaOrder>
{
    private const int LongestCaption = 4_096;
    private const int LongestName = 240;
    private const int LongestAddress = 2_048;

    private static readonly string[] Types = ["image", "video", "audio", "document", "sticker"];

    public MediaOrderValidator()
    {
        RuleFor(order => order.Type)
            .Must(type => Types.Contains(type, StringComparer.Ordinal))
            .WithErrorCode("media_type");
        RuleFor(order => order.Url).NotEmpty().Must(IsAddress).WithErrorCode("media_address");
        RuleFor(order => order.Caption).MaximumLength(LongestCaption).WithErrorCode("text_too_long");
        RuleFor(order => order.FileName).MaximumLength(LongestName).WithErrorCode("text_too_long");
    }

    public static bool IsAddress(string? address) =>
        address is { Length: <= LongestAddress }
        && Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps;
}
