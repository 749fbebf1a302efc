using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Idempotency;

namespace Crm.WebApi.Idempotency;

/// <summary>Commits the intent, runs the route, commits its answer. What fell between the two is never run a second time.</summary>
internal sealed class IntentFirstRun(IdempotencyStore store, IdempotentRequest request) : IIdempotentRun
{
    public async Task RunAsync(HttpContext http, RequestDelegate next, IdempotencyRules rules)
    {
        var tenantId = request.Key.TenantId;
        var intent = await request.RecordAsync(status: null, answer: null, resourceId: null, http.RequestAborted);
        if (!await store.TryKeepAsync(tenantId, intent, http.RequestAborted))
        {
            await ReplayAsync(http);
            return;
        }

        KeptResponse answer;
        try
        {
            answer = await BufferedAnswer.RunAsync(http, next);
        }
        catch (Exception exception) when (exception is DomainException or ProviderException)
        {
            // Refused for now, by us or by the provider: not an answer, and the caller may try again. After anything else nobody
            // knows what took effect, so the intent stays.
            await store.WithdrawAsync(request.Key, CancellationToken.None);
            throw;
        }

        await SettleAsync(answer, rules, tenantId);
        await BufferedAnswer.SendAsync(http, answer);
    }

    private async Task ReplayAsync(HttpContext http)
    {
        var record =
            await store.FindAsync(request.Key, http.RequestAborted)
            // It was withdrawn in this very moment.
            ?? throw new DomainException("idempotency_in_progress", ("retryAfter", TimeSpan.FromSeconds(1)));
        var kept = await request.OpenAsync(record, http.RequestAborted);
        await KeptResponse.Read(kept).ReplayAsync(http.Response);
    }

    private async Task SettleAsync(KeptResponse answer, IdempotencyRules rules, TenantId tenantId)
    {
        if (!BufferedAnswer.IsWorthKeeping(answer))
        {
            await store.WithdrawAsync(request.Key, CancellationToken.None);
            return;
        }

        var holdsSecret = rules.HoldsSecret && answer.Status < StatusCodes.Status400BadRequest;
        var settled = await request.RecordAsync(
            answer.Status,
            holdsSecret ? null : answer.Write(),
            answer.ResourceId(),
            CancellationToken.None
        );
        await store.SettleAsync(tenantId, settled, CancellationToken.None);
    }
}
