using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence;

/// <summary>A transaction of its own, or a part of the one that runs already and is committed by whoever began that.</summary>
internal sealed class JoinedTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction? own;

    private JoinedTransaction(IDbContextTransaction? own) => this.own = own;

    public static async Task<JoinedTransaction> BeginAsync(CrmDbContext context, CancellationToken cancellationToken) =>
        new(
            context.Database.CurrentTransaction is null
                ? await context.Database.BeginTransactionAsync(cancellationToken)
                : null
        );

    public Task CommitAsync(CancellationToken cancellationToken) =>
        own?.CommitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Rolls back what was not committed.</summary>
    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
