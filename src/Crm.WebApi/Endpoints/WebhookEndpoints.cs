using Crm.Application.Integrations.Contracts;
using Crm.WebApi.Conventions;
using Crm.WebApi.Webhooks;

namespace Crm.WebApi.Endpoints;

/// <summary>Addresses that providers post to. Measured to be hot: they end in routing, before the middleware of people and tokens.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/integrations/webhooks").WithTags("Webhooks in").AllowAnonymous();
        group.CalledByProviders().ShortCircuit();

        foreach (var hook in routes.ServiceProvider.GetServices<IInboundHook>())
        {
            group.MapPost(hook.Key, Receive(hook)).WithName($"receive-{hook.Key}");
            group.MapPost(hook.Key + "/{accountKey}", Receive(hook)).WithName($"receive-{hook.Key}-account");
            group.MapGet(hook.Key, Answer);
            group.MapGet(hook.Key + "/{accountKey}", Answer);
        }
    }

    private static RequestDelegate Receive(IInboundHook hook) =>
        context => context.RequestServices.GetRequiredService<WebhookReception>().ReceiveAsync(hook, context);

    // No handshake is documented for these; a person who opens the address sees that it is there.
    private static Task Answer(HttpContext context) => WebhookAnswer.WriteAsync(context.Response);
}
