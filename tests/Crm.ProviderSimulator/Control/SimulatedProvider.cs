namespace Crm.ProviderSimulator.Control;

/// <summary>What the shared parts know of one provider; its folder registers it.</summary>
/// <param name="Name">As faults, refusals and deliveries name it.</param>
/// <param name="Title">For people.</param>
internal sealed record SimulatedProvider(string Name, string Title)
{
    /// <summary>Hosts whose names are the first part of its paths.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Calls that are its own besides those to its hosts.</summary>
    public Func<HttpContext, bool> OwnsToo { get; init; } = _ => false;

    /// <summary>Pages that people open; a fault spares them unless it names their path.</summary>
    public Func<string, bool> IsBrowserPage { get; init; } = _ => false;

    /// <summary>Writes an ordered failure in the provider's words, with this status unless it knows better.</summary>
    public required Func<HttpContext, Fault, int, Task> WriteFault { get; init; }

    /// <summary>Other providers whose faults meet its calls as well.</summary>
    public IReadOnlyList<string> SharedBy { get; init; } = [];

    /// <summary>The answer to a path without its trailing slash, where one is demanded.</summary>
    public Func<HttpContext, Task>? WriteMissingSlash { get; init; }

    /// <summary>Its part of the state report.</summary>
    public Func<IServiceProvider, object>? State { get; init; }

    /// <summary>Forgets everything.</summary>
    public Action<IServiceProvider> Reset { get; init; } = _ => { };

    public bool Owns(HttpContext context) =>
        Hosts.Any(host => context.Request.Path.StartsWithSegments($"/{host}", StringComparison.Ordinal))
        || OwnsToo(context);
}
