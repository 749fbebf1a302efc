using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Meta.Webhooks;

internal sealed record HandshakeOrder(Uri Target, string VerifyToken = MetaApp.DemoVerifyToken);

internal sealed record HandshakeReport(bool Accepted, IReadOnlyList<string> Problems);

/// <summary>Meta's question to a callback: echo the challenge, but only to who knows the verify token.</summary>
internal sealed class Handshake(IHttpClientFactory http)
{
    /// <summary>What Meta does when a callback is registered; null when it is satisfied.</summary>
    public async Task<string?> VerifyAsync(Uri callback, string verifyToken, CancellationToken cancellationToken)
    {
        var challenge = Challenge();
        var (status, _, body) = await AskAsync(callback, "subscribe", verifyToken, challenge, cancellationToken);
        return status != 200 ? $"HTTP Status Code = {status}"
            : body != challenge ? "The callback did not echo the challenge"
            : null;
    }

    /// <summary>Stricter than Meta: also asks with what must be refused.</summary>
    public async Task<HandshakeReport> CheckAsync(HandshakeOrder order, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var challenge = Challenge();
        var (status, type, body) = await AskAsync(
            order.Target,
            "subscribe",
            order.VerifyToken,
            challenge,
            cancellationToken
        );
        if (status != 200 || body != challenge || type != "text/plain")
        {
            problems.Add($"the right token was answered {status} {type}, the challenge was {Echo(body, challenge)}");
        }

        (string Mode, string Token)[] mustFail =
        [
            ("subscribe", order.VerifyToken + "x"),
            ("subscribe", order.VerifyToken.ToUpperInvariant() + "-"),
            ("subscribe", ""),
            ("unsubscribe", order.VerifyToken),
        ];
        foreach (var (mode, token) in mustFail)
        {
            var refused = await AskAsync(order.Target, mode, token, challenge, cancellationToken);
            if (refused.Status != 403 || refused.Body.Contains(challenge, StringComparison.Ordinal))
            {
                problems.Add(
                    $"mode {mode} with token '{token}' was answered {refused.Status}, the challenge was {Echo(refused.Body, challenge)}"
                );
            }
        }

        return new(problems.Count == 0, problems);
    }

    private static string Challenge() =>
        Random.Shared.Next(1_000_000_000, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Echo(string body, string challenge) =>
        body == challenge ? "echoed"
        : body.Contains(challenge, StringComparison.Ordinal) ? "echoed with more around it"
        : "not echoed";

    private async Task<(int Status, string? ContentType, string Body)> AskAsync(
        Uri callback,
        string mode,
        string verifyToken,
        string challenge,
        CancellationToken cancellationToken
    )
    {
        var url = QueryHelpers.AddQueryString(
            callback.AbsoluteUri,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["hub.mode"] = mode,
                ["hub.challenge"] = challenge,
                ["hub.verify_token"] = verifyToken,
            }
        );
        try
        {
            using var response = await http.CreateClient(WebhookSender.HttpClientName).GetAsync(url, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
        }
        catch (HttpRequestException failure)
        {
            return (0, null, failure.Message);
        }
    }
}
