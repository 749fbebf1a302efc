using System.Text;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Inbox;

namespace Crm.WebApi.Webhooks;

/// <summary>Answers a provider that asks whether an address is ours; a person who opens one sees that it is there.</summary>
internal sealed class WebhookHandshake(IEnumerable<IInboundHook> hooks, InboxReceiver receiver)
{
    private const int LongestAnswer = 1_024;
    private const string RetryAfterSeconds = "5";

    public async Task AnswerAsync(HttpContext context)
    {
        var key = (string)context.Request.RouteValues["hook"]!;
        var hook = hooks
            .OfType<IHandshakeHook>()
            .FirstOrDefault(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        string? Query(string name) => context.Request.Query[name] is [{ } only] ? only : null;
        if (hook?.IsHandshake(Query) is not true)
        {
            await WebhookAnswer.WriteAsync(context.Response);
            return;
        }

        try
        {
            var accountKey = context.Features.Get<AccountKey>()?.Value;
            var asked = await receiver.DescribeAsync(hook, accountKey, Query);
            await WriteAsync(context.Response, asked is { } request ? (hook.Answer(request), 403) : (null, 404));
        }
        catch (InboxUnavailableException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
    }

    private static Task WriteAsync(HttpResponse response, (string? Answer, int Otherwise) outcome)
    {
        if (outcome.Answer is not { Length: <= LongestAnswer } answer)
        {
            response.StatusCode = outcome.Otherwise;

            return Task.CompletedTask;
        }

        var bytes = Encoding.UTF8.GetBytes(answer);
        response.ContentType = "text/plain";
        response.ContentLength = bytes.Length;
        // It says what the caller said.
        response.Headers.XContentTypeOptions = "nosniff";

        return response.Body.WriteAsync(bytes).AsTask();
    }
}
