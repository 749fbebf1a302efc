using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.WhatsApp;

internal static class WhatsAppErrors
{
    public static GraphRefusal Parameter(string details) => new(new(100, $"(#100) {details}", Details: details));

    public static GraphRefusal Missing(string what) =>
        new(new(131008, "(#131008) Required parameter is missing", Details: $"{what} is required"), $"no {what}");

    public static GraphRefusal Invalid(string details) =>
        new(new(131009, "(#131009) Parameter value is not valid", Details: details), details);

    public static GraphRefusal Of(int code, string details) => new(Make(code, details), $"{Title(code)}: {details}");

    public static GraphError Make(int code, string details) => new(code, $"(#{code}) {Title(code)}", Details: details);

    public static string Title(int code) =>
        code switch
        {
            130403 => "Recipient blocked by policy",
            130472 => "User's number is part of an experiment",
            131021 => "Recipient cannot be sender",
            131026 => "Message undeliverable",
            131030 => "Recipient phone number not in allowed list",
            131047 => "Re-engagement message",
            131049 => "This message was not delivered to maintain healthy ecosystem engagement",
            131050 => "User has stopped receiving marketing messages",
            131062 => "Business-scoped user IDs are not supported for this message",
            132000 => "Number of parameters does not match the expected number of params",
            132001 => "Template name does not exist in the translation",
            132005 => "Translated text too long",
            132012 => "Parameter format does not match format in the created template",
            132015 => "Template is paused",
            132016 => "Template is disabled",
            132018 => "Invalid template parameter text",
            133010 => "Account not registered",
            _ => "Message failed",
        };
}
