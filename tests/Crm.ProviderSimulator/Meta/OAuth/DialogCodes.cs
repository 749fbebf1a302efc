using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta.OAuth;

/// <param name="SubjectId">The Facebook user or the Instagram account that consented.</param>
internal sealed record DialogCode(
    DialogRequest Request,
    string SubjectId,
    IReadOnlyList<string> Granted,
    IReadOnlyList<string>? Pages,
    DateTimeOffset EndsAt
)
{
    public IReadOnlyList<string> Declined => [.. Request.Scopes.Except(Granted, StringComparer.Ordinal)];
}

/// <summary>Codes are good once and for an hour.</summary>
internal sealed class DialogCodes(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DialogCode> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> used = new(StringComparer.Ordinal);

    public string Issue(
        DialogRequest request,
        string subjectId,
        IReadOnlyList<string> granted,
        IReadOnlyList<string>? pages
    )
    {
        var code = "AQ" + RandomText.Of(60);
        codes[code] = new(request, subjectId, granted, pages, clock.GetUtcNow() + Life);
        return code;
    }

    /// <summary>The code, or why it is none.</summary>
    public (DialogCode? Code, string Problem) Take(string text)
    {
        if (!codes.TryRemove(text, out var code))
        {
            return (null, used.ContainsKey(text) ? "used" : "unknown");
        }

        used[text] = true;
        return code.EndsAt > clock.GetUtcNow() ? (code, "") : (null, "expired");
    }

    public void Reset()
    {
        codes.Clear();
        used.Clear();
    }
}
