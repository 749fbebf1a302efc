using System.Diagnostics;

namespace Crm.Domain.Common;

/// <summary>
/// A value that must not be seen: it formats as dots, refuses to be serialised (its converter throws) and has no public
/// member but <see cref="Reveal"/>, so that every place that reads it can be found by name.
/// </summary>
[DebuggerDisplay("•••")]
public sealed class Secret
{
    private const string Mask = "•••";
    private readonly string value;

    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    public string Reveal() => value;

    public override string ToString() => Mask;
}
