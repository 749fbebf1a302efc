namespace Crm.Application.Common;

/// <summary>
/// Tells waiting workers, on every server, that there may be something to do. It only wakes: a signal can be lost or come
/// for nothing, so whoever waits also looks every second.
/// </summary>
public interface IWakeup
{
    /// <summary>After the commit, never inside the transaction. Costs nothing worth counting.</summary>
    void Signal(string topic);

    /// <summary>Returns at the next signal, at once if one came while nobody waited, and after <paramref name="atMost"/> anyway.</summary>
    ValueTask WaitAsync(string topic, TimeSpan atMost, CancellationToken cancellationToken);
}
