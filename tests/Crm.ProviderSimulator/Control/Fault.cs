namespace Crm.ProviderSimulator.Control;

internal static class FaultKinds
{
    public const string Status = "status";
    public const string TimeoutAfter = "timeout_after";
    public const string TimeoutBefore = "timeout_before";
    public const string Throttle = "throttle";
    public const string MalformedJson = "malformed_json";
    public const string Html = "html";
    public const string Redirect = "redirect";
    public const string Reset = "reset";
    public const string ResetAfter = "reset_after";
    public const string OkWithError = "ok_with_error";
    public const string Delay = "delay";

    public static readonly IReadOnlyList<string> All =
    [
        Status,
        TimeoutAfter,
        TimeoutBefore,
        Throttle,
        MalformedJson,
        Html,
        Redirect,
        Reset,
        ResetAfter,
        OkWithError,
        Delay,
    ];
}

/// <summary>One way in which coming calls fail.</summary>
/// <param name="Provider">The name of a <see cref="SimulatedProvider"/>.</param>
/// <param name="Path">Only paths that begin so; all of the provider's when absent. Browser pages are spared then.</param>
/// <param name="Times">How many calls fail; -1 until the faults are deleted.</param>
/// <param name="Every">Only each so-manieth of the calls that it matches.</param>
/// <param name="DelayMs">How long a timeout holds the connection (60 s) or a delay lasts (1 s).</param>
internal sealed record Fault(
    string Provider,
    string Kind,
    string? Path = null,
    int? Status = null,
    int Times = 1,
    int? DelayMs = null,
    int Every = 1
);

internal sealed class FaultBoard
{
    private readonly Lock gate = new();
    private readonly List<(Fault Fault, int Left)> waiting = [];
    private volatile bool any;
    private long met;

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.Select(entry => entry.Fault with { Times = entry.Left })];
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (gate)
        {
            waiting.Add((fault, fault.Times));
            any = true;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            waiting.Clear();
            any = false;
        }
    }

    public Fault? Take(SimulatedProvider provider, string path)
    {
        if (!any)
        {
            return null;
        }

        lock (gate)
        {
            var index = waiting.FindIndex(entry => Matches(entry.Fault, provider, path));
            if (index < 0)
            {
                return null;
            }

            var (fault, left) = waiting[index];
            met++;
            if (met % fault.Every != 0)
            {
                return null;
            }

            Consume(index, fault, left);
            return fault;
        }
    }

    private static bool Matches(Fault fault, SimulatedProvider provider, string path) =>
        (fault.Provider == provider.Name || provider.SharedBy.Contains(fault.Provider))
        && (fault.Path is null ? !provider.IsBrowserPage(path) : path.StartsWith(fault.Path, StringComparison.Ordinal));

    private void Consume(int index, Fault fault, int left)
    {
        if (left < 0)
        {
            return;
        }

        if (left <= 1)
        {
            waiting.RemoveAt(index);
            any = waiting.Count > 0;
        }
        else
        {
            waiting[index] = (fault, left - 1);
        }
    }
}
