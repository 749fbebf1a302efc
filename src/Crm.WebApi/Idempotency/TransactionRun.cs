using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Idempotency;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Crm.WebApi.Idempotency;

/// <summary>Opens the transaction that the use case saves in, and commits its effect together with the answer.</summary>
internal sealed class TransactionRun(
    CrmDbContext context,
    IdempotencyStore store,
    IdempotentRequest request,
    TransactionGate gate,
    ITenantContext tenant
) : IIdempotentRun
{
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    public async Task RunAsync(HttpContext http, RequestDelegate next, IdempotencyRules rules)
    {
        using var place = await gate.EnterAsync(http.RequestAborted);
        await using var transaction = await context.Database.BeginTransactionAsync(http.RequestAborted);
        var inner = (NpgsqlTransaction)transaction.GetDbTransaction();
        var (isFree, record) = await store.EnterAsync(inner, request.Key, http.RequestAborted);
        if (record is not null)
        {
            var kept = await request.OpenAsync(record, http.RequestAborted);
            await KeptResponse.Read(kept).ReplayAsync(http.Response);
            return;
        }

        if (!isFree)
        {
            throw new DomainException("idempotency_in_progress", ("retryAfter", ComeBackAfter));
        }

        var answer = await BufferedAnswer.RunAsync(http, next);
        if (answer.Status < StatusCodes.Status400BadRequest)
        {
            var effect = await RecordAsync(answer, rules);
            await store.KeepAsync(inner, tenant.TenantId, effect, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }
        else
        {
            // Nothing of a refused request stays, but that it was refused.
            await transaction.RollbackAsync(CancellationToken.None);
            await KeepRefusalAsync(answer, rules);
        }

        await BufferedAnswer.SendAsync(http, answer);
    }

    private async Task KeepRefusalAsync(KeptResponse answer, IdempotencyRules rules)
    {
        if (BufferedAnswer.IsWorthKeeping(answer))
        {
            await store.TryKeepAsync(tenant.TenantId, await RecordAsync(answer, rules), CancellationToken.None);
        }
    }

    private ValueTask<IdempotencyRecord> RecordAsync(KeptResponse answer, IdempotencyRules rules)
    {
        var holdsSecret = rules.HoldsSecret && answer.Status < StatusCodes.Status400BadRequest;

        return request.RecordAsync(
            answer.Status,
            holdsSecret ? null : answer.Write(),
            answer.ResourceId(),
            CancellationToken.None
        );
    }
}
