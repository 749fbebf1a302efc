using Crm.Domain.Common;

namespace Crm.Application.Leads.Forms;

/// <summary>Whether an answer agrees. Only what certainly says so does: a consent is nothing to guess.</summary>
internal static class ConsentWord
{
    private static readonly string[] Yes =
    [
        "true",
        "1",
        "yes",
        "on",
        "checked",
        "agree",
        "i agree",
        "accept",
        "i accept",
        "evet",
        "kabul ediyorum",
        "onaylıyorum",
        "نعم",
        "أوافق",
        "موافق",
    ];

    private static readonly string[] No =
    [
        "false",
        "0",
        "no",
        "off",
        "unchecked",
        "hayır",
        "kabul etmiyorum",
        "onaylamıyorum",
        "لا",
        "لا أوافق",
    ];

    public static bool? Read(string? answer) =>
        CleanText.Of(answer) is not { } word ? null
        : Yes.Contains(word, StringComparer.OrdinalIgnoreCase) ? true
        : No.Contains(word, StringComparer.OrdinalIgnoreCase) ? false
        : null;
}
