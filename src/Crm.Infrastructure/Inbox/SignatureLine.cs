using System.Text;
using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Inbox;

/// <summary>Signature headers as they are kept beside a body, one line each, so that a replay can verify again.</summary>
internal static class SignatureLine
{
    private const int MaxLength = 1_024;

    public static List<HookSignature> Of(IInboundHook hook, Delivery delivery)
    {
        var signatures = new List<HookSignature>(capacity: 1);
        for (var index = 0; index < hook.SignatureHeaders.Count; index++)
        {
            if (delivery.Signatures[index] is { } value)
            {
                signatures.Add(new HookSignature(hook.SignatureHeaders[index], value));
            }
        }

        return signatures;
    }

    public static string? Write(List<HookSignature> signatures)
    {
        switch (signatures)
        {
            case []:
                return null;
            case [var only] when only.Header.Length + only.Value.Length < MaxLength:
                return $"{only.Header}: {Storable(only.Value)}";
        }

        var text = new StringBuilder();
        foreach (var signature in signatures)
        {
            text.Append(signature.Header).Append(": ").AppendLine(Storable(signature.Value));
        }

        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength);
    }

    public static List<HookSignature> Read(string? text) =>
        [
            .. (text ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(": ", 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => new HookSignature(parts[0], parts[1])),
        ];

    private static string Storable(string value) => value.Replace("\0", "", StringComparison.Ordinal);
}
