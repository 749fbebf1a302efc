using Crm.WebApi.Conventions;
using Crm.WebApi.Webhooks;

namespace Crm.WebApi.Endpoints;

/// <summary>Addresses that providers post to. Measured to be hot: they end in routing, before the middleware of people and tokens.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/integrations/webhooks").WithTags("Webhooks in").AllowAnonymous();
        group.ShortCircuit();
        group.CalledByProviders();

        foreach (var address in new[] { "{hook}", "{hook}/{accountKey}" })
        {
            group.MapPost(address, Receive);
            group.MapGet(address, Answer);
        }
    }

    private static Task Receive(HttpContext context) =>
        context.RequestServices.GetRequiredService<WebhookReception>().ReceiveAsync(context);

    private static Task Answer(HttpContext context) =>
        context.RequestServices.GetRequiredService<WebhookHandshake>().AnswerAsync(context);
}
