using System.Collections.Concurrent;
using System.Text.Json;
using System.Web;

namespace Crm.WebApi.Tests.Journey;

/// <summary>Listens on the server's calls to providers, and learns from them which secrets there are.</summary>
internal sealed class ProviderTraffic
{
    private static readonly string[] SecretMembers =
    [
        "access_token",
        "refresh_token",
        "client_secret",
        "secret",
        "code",
        "auth_code",
        "code_verifier",
        "token",
    ];

    private readonly ConcurrentDictionary<string, string> secrets = new(StringComparer.Ordinal);

    /// <summary>Value and what it is.</summary>
    public IReadOnlyDictionary<string, string> Secrets => secrets;

    public DelegatingHandler CreateHandler() => new Handler(this);

    private void Learn(string name, string? value)
    {
        if (value is { Length: >= 6 } && SecretMembers.Contains(name, StringComparer.Ordinal))
        {
            secrets.TryAdd(value, name);
        }
    }

    private void LearnJson(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                // In JSON a code is an error's.
                if (member.Value.ValueKind is JsonValueKind.String && member.Name is not "code")
                {
                    Learn(member.Name, member.Value.GetString());
                }

                LearnJson(member.Value);
            }
        }
    }

    private void LearnBody(string body)
    {
        if (body.StartsWith('{'))
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                LearnJson(json.RootElement);
            }
            catch (JsonException)
            {
                // One of the provider's faults.
            }
        }
        else
        {
            var form = HttpUtility.ParseQueryString(body);
            foreach (var name in form.AllKeys.OfType<string>())
            {
                Learn(name, form[name]);
            }
        }
    }

    private sealed class Handler(ProviderTraffic traffic) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.Content is { } content)
            {
                await content.LoadIntoBufferAsync(cancellationToken);
                traffic.LearnBody(await content.ReadAsStringAsync(cancellationToken));
            }

            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            traffic.LearnBody(await response.Content.ReadAsStringAsync(cancellationToken));

            return response;
        }
    }
}
