using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.X;

/// <summary>The Authorization of a call: the token of a consent, or a signature by the pasted keys.</summary>
internal sealed class XSigning(XOptions options, TimeProvider time)
{
    /// <param name="path">Without the base address: host and path are part of the signature.</param>
    /// <param name="query">As it will be sent; neither JSON nor multipart bodies are signed.</param>
    public string Authorize(
        AccountAccess access,
        HttpMethod method,
        string path,
        IEnumerable<KeyValuePair<string, string>>? query = null
    ) =>
        access.Token is { } token
            ? $"Bearer {token.Reveal()}"
            : OAuth1.Header(method, new Uri(options.ApiUrl, path), query ?? [], access.Credentials, time.GetUtcNow());
}
