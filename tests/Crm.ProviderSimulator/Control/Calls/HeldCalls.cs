using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.Control.Calls;

/// <summary>The calls that get no answer for now: whoever tests a timeout can give up just these, without waiting for a clock.</summary>
internal sealed class HeldCalls
{
    /// <summary>What a caller names its call by, to know it again; others are held without a name.</summary>
    public const string Header = "X-Sim-Call";

    private readonly ConcurrentDictionary<string, byte> names = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => names.Keys;

    /// <summary>For so long, or until the caller has gone.</summary>
    public async Task HoldAsync(HttpContext context, int milliseconds)
    {
        var name = context.Request.Headers[Header].ToString();
        names[name] = 0;
        try
        {
            await Task.Delay(milliseconds, context.RequestAborted);
        }
        finally
        {
            names.TryRemove(name, out _);
        }
    }
}
