namespace Crm.Benchmarks.Load;

/// <summary>As many as the workloads of docs/operations/benchmarks.md ask for.</summary>
internal sealed class Connections(Uri server, int count = BenchOptions.Connections) : IDisposable
{
    public IReadOnlyList<LoadConnection> All { get; } =
    [.. Enumerable.Range(0, count).Select(_ => new LoadConnection(server))];

    public void Dispose()
    {
        foreach (var connection in All)
        {
            connection.Dispose();
        }
    }
}
