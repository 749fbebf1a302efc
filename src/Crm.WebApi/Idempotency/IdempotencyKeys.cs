using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Idempotency;
using Crm.WebApi.Conventions;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Primitives;

namespace Crm.WebApi.Idempotency;

/// <summary>
/// Honours Idempotency-Key on every POST of a signed-in caller: the same key and body get the first answer again. Runs after
/// authorization, so that the caller's permission is checked again.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.TryGetValue(Header, out var given)
        && RulesOf(context) is { Mode: not IdempotencyMode.None } rules
            ? HonourAsync(context, given, rules)
            : next(context);

    private static IdempotencyRules? RulesOf(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<ForeignCaller>() is null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? endpoint.Metadata.GetMetadata<IdempotencyRules>() ?? IdempotencyRules.Usual
            : null;

    private async Task HonourAsync(HttpContext context, StringValues given, IdempotencyRules rules)
    {
        if (given is not [{ Length: > 0 and <= IdempotencyKey.LongestKey } key])
        {
            await ProblemWriter.WriteAsync(
                context,
                Problem.Invalid(Header, MemberTexts.Say("idempotency_key", ("most", IdempotencyKey.LongestKey)))
            );
            return;
        }

        var services = context.RequestServices;
        var request = services.GetRequiredService<IdempotentRequest>();
        request.Set(await IdentifyAsync(context, key));
        if (rules.Mode is IdempotencyMode.OwnCommit)
        {
            context.Response.OnStarting(() => MarkAsync(context.Response, request));
            await next(context);
            return;
        }

        // A platform administrator's request is about the platform, whatever tenant its use case opens.
        IIdempotentRun run =
            rules.Mode is IdempotencyMode.IntentFirst || !services.GetRequiredService<ITenantContext>().IsSet
                ? services.GetRequiredService<IntentFirstRun>()
                : services.GetRequiredService<TransactionRun>();
        await run.RunAsync(context, next, rules);
    }

    private static async ValueTask<IdempotencyKey> IdentifyAsync(HttpContext context, string key)
    {
        var tenant = context.RequestServices.GetRequiredService<ITenantContext>();
        var caller = context.RequestServices.GetRequiredService<ICaller>();
        var request = context.Request;
        request.EnableBuffering();
        // What does not fit into memory goes to a file that ends with the request.
        var identity = await IdempotencyKey.CreateAsync(
            tenant.IsSet ? tenant.TenantId : TenantId.Platform,
            caller.Actor.Id ?? Guid.Empty,
            (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/') ?? "",
            key,
            request.Path.Value?.TrimEnd('/') + request.QueryString,
            request.Body,
            context.RequestAborted
        );
        request.Body.Position = 0;

        return identity;
    }

    private static Task MarkAsync(HttpResponse response, IdempotentRequest request)
    {
        if (request.IsReplay)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        return Task.CompletedTask;
    }
}
