using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Inbox;

namespace Crm.WebApi.Webhooks;

/// <summary>From a request to its receipt. Nothing that goes wrong with us may look like a refusal to the provider.</summary>
internal sealed partial class WebhookReception(
    IEnumerable<IInboundHook> hooks,
    InboxReceiver receiver,
    WebhookBody bodies,
    ILogger<WebhookReception> logger
)
{
    private const string RetryAfterSeconds = "5";

    private readonly Dictionary<string, IInboundHook> hooks = hooks.ToDictionary(
        hook => hook.Key,
        StringComparer.OrdinalIgnoreCase
    );

    public Task ReceiveAsync(HttpContext context)
    {
        if (hooks.TryGetValue((string)context.Request.RouteValues["hook"]!, out var hook))
        {
            return ReceiveAsync(hook, context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;

        return Task.CompletedTask;
    }

    private async Task ReceiveAsync(IInboundHook hook, HttpContext context)
    {
        using var room = bodies.Enter();
        try
        {
            await ReceiveAsync(hook, context, room);
        }
        catch (Exception exception) when (exception is not (BadHttpRequestException or OperationCanceledException))
        {
            LogFailure(exception, hook.Key);
            Refuse(context.Response);
        }
    }

    private async Task ReceiveAsync(IInboundHook hook, HttpContext context, WebhookBody.Room room)
    {
        var (body, status) = await room.ReadAsync(context.Request);
        if (body is null)
        {
            Refuse(context.Response, status);
            return;
        }

        var key = context.Features.Get<AccountKey>()?.Value;
        switch (await receiver.ReceiveAsync(hook, key, DeliveryOf(hook, context, body)))
        {
            case Receipt.Committed:
                await WebhookAnswer.WriteAsync(context.Response);
                break;
            case Receipt.UnknownAddress:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            default:
                Refuse(context.Response);
                break;
        }
    }

    private static Delivery DeliveryOf(IInboundHook hook, HttpContext context, byte[] body)
    {
        var signatures = new string?[hook.SignatureHeaders.Count];
        for (var index = 0; index < signatures.Length; index++)
        {
            var values = context.Request.Headers[hook.SignatureHeaders[index]];
            signatures[index] = values.Count > 0 ? values[0] : null;
        }

        return new(body, signatures, context.Connection.RemoteIpAddress?.ToString());
    }

    private static void Refuse(HttpResponse response, int status = StatusCodes.Status503ServiceUnavailable)
    {
        response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }
    }

    [LoggerMessage(LogLevel.Error, "A delivery to {Hook} failed before it was committed.")]
    private partial void LogFailure(Exception exception, string hook);
}
