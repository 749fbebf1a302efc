namespace Crm.WebApi.Idempotency;

/// <summary>Runs a route under its Idempotency-Key, or answers with what it answered before.</summary>
internal interface IIdempotentRun
{
    Task RunAsync(HttpContext context, RequestDelegate next, IdempotencyRules rules);
}
