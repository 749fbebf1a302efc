using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.Control.Calls;

/// <summary>The calls that get no answer for now: whoever tests a timeout can give up just these, without waiting for a clock.</summary>
internal sealed class HeldCalls
{
    private readonly ConcurrentDictionary<Guid, string> paths = new();

    public IEnumerable<string> Paths => paths.Values;

    /// <summary>For so long, or until the caller has gone.</summary>
    public async Task HoldAsync(HttpContext context, int milliseconds)
    {
        var key = Guid.CreateVersion7();
        paths[key] = context.Request.Path.Value ?? "/";
        try
        {
            await Task.Delay(milliseconds, context.RequestAborted);
        }
        finally
        {
            paths.TryRemove(key, out _);
        }
    }
}
