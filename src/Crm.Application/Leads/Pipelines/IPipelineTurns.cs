namespace Crm.Application.Leads.Pipelines;

/// <summary>
/// A lead that is moved and a stage that is taken away come one after the other, on any number of servers: no lead is moved into a stage
/// that is no more.
/// </summary>
public interface IPipelineTurns
{
    /// <summary>Meanwhile the stages stay as they are. All that the work stores, or nothing of it.</summary>
    Task KeepingStagesAsync(Func<Task> work, CancellationToken cancellationToken);

    /// <summary>Meanwhile no lead is moved.</summary>
    /// <param name="removed">Tells which stages it took away.</param>
    Task ChangingStagesAsync(Func<Task<IReadOnlyList<string>>> removed, CancellationToken cancellationToken);
}
