namespace Crm.Benchmarks.Workloads;

/// <param name="Next">The bytes of the next request, for either side.</param>
/// <param name="IsAnswerCompared">Both sides must give the same leads.</param>
internal sealed record HttpWorkload(
    string Key,
    string Title,
    Func<ReadOnlyMemory<byte>> Next,
    int Status,
    bool IsAnswerCompared = false
);
