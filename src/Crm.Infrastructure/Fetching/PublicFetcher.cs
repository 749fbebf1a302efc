using System.Net;
using System.Net.Sockets;
using Crm.Application.Common.Fetching;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Fetching;

internal sealed class PublicFetcher(IHttpClientFactory clients, FetchOptions options) : IPublicFetcher
{
    private const int MostRedirects = 3;
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(90);

    public async Task<T> GetAsync<T>(
        Uri url,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ToAnswer);
        try
        {
            using var response = await AskAsync(url, patience.Token);
            patience.CancelAfter(InAll);
            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);

            return await read(body, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed("reason_fetch_slow");
        }
        catch (HttpRequestException exception) when (exception.GetBaseException() is DomainException refused)
        {
            // What the socket's opening refused is no fault of the network's.
            throw new DomainException(refused.Code, [.. refused.Values]);
        }
        catch (HttpRequestException)
        {
            throw Failed("reason_fetch_unreachable");
        }
        catch (IOException exception) when (exception is HttpIOException || exception.InnerException is SocketException)
        {
            throw Failed("reason_fetch_cut_off");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(PublicHttp.Client);
        for (var redirects = 0; ; redirects++)
        {
            RequireAllowed(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.ParseAdd("image/*, video/*;q=0.9, */*;q=0.1");
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            var (status, location) = (response.StatusCode, response.Headers.Location);
            response.Dispose();
            url = Next(url, status, location);
            if (redirects == MostRedirects)
            {
                throw Failed("reason_fetch_redirects");
            }
        }
    }

    private void RequireAllowed(Uri url)
    {
        if (!PublicUrl.IsAcceptable(url))
        {
            throw Failed("reason_fetch_address");
        }

        if (!options.AllowsPort(url.Port))
        {
            throw Failed("reason_fetch_port");
        }
    }

    private static Uri Next(Uri url, HttpStatusCode status, Uri? location)
    {
        var isRedirect =
            status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;
        if (!isRedirect || location is null)
        {
            throw new DomainException("fetch_failed", ("reason", "reason_fetch_status"), ("status", (int)status));
        }

        if (!Uri.TryCreate(url, location, out var next))
        {
            throw Failed("reason_fetch_address");
        }

        return url.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps
            ? throw Failed("reason_fetch_downgrade")
            : next;
    }

    private static DomainException Failed(string reason) => new("fetch_failed", ("reason", reason));
}
