using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Crm.WebApi.Tests.Journey;

/// <summary>What must not be found anywhere, in every form that it may take on its way.</summary>
internal sealed class Needles
{
    private readonly Dictionary<string, string> forms = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public void Add(string what, string value)
    {
        Count++;
        var bytes = Encoding.UTF8.GetBytes(value);
        AddForm(what, value);
        AddForm(what + " (escaped)", Uri.EscapeDataString(value));
        AddForm(what + " (base64)", Convert.ToBase64String(bytes).TrimEnd('='));
        AddForm(what + " (base64url)", Base64Url.EncodeToString(bytes));
        AddForm(what + " (hex)", Convert.ToHexStringLower(bytes));
        if (Base64Url.IsValid(value) && Base64Url.DecodeFromChars(value) is { Length: >= 16 } raw)
        {
            AddForm(what + " (raw)", Encoding.Latin1.GetString(raw));
            AddForm(what + " (raw hex)", Convert.ToHexStringLower(raw));
        }
    }

    /// <summary>What was found and where, never the value itself.</summary>
    public IReadOnlyList<string> FindIn(string place, IEnumerable<string> haystack)
    {
        var values = SearchValues.Create([.. forms.Keys], StringComparison.Ordinal);

        return
        [
            .. haystack
                .Where(text => text.AsSpan().ContainsAny(values))
                .SelectMany(text =>
                    forms
                        .Where(form => text.Contains(form.Key, StringComparison.Ordinal))
                        .Select(form => $"{form.Value} in {place}: {Around(text, form.Key)}")
                )
                .Distinct(),
        ];
    }

    private static string Around(string text, string value)
    {
        var shown = text.Replace(value, "<<here>>", StringComparison.Ordinal);

        return shown.Length > 600 ? shown[..600] : shown;
    }

    private void AddForm(string what, string value) => forms.TryAdd(value, what);
}
