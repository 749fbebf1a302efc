using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>Fetches what is to be posted, as Meta's crawler does: without login, without following redirects.</summary>
internal sealed class MediaFetcher(IHttpClientFactory http, InstagramState state)
{
    private const long LargestImage = 8L << 20;

    public async Task CheckImageAsync(string address, CancellationToken cancellationToken)
    {
        if (IsAllowed(address))
        {
            var path = new Uri(address).AbsolutePath;
            if (!path.EndsWith(".jpg", StringComparison.Ordinal) && !path.EndsWith(".jpeg", StringComparison.Ordinal))
            {
                throw NotJpeg();
            }

            return;
        }

        var bytes = await FetchAsync(address, cancellationToken);
        if (bytes is not [0xFF, 0xD8, 0xFF, ..])
        {
            throw NotJpeg();
        }

        if (bytes.Length > LargestImage)
        {
            throw InstagramErrors.Content(36000, 2207004, "The image is too large to download");
        }
    }

    /// <summary>Whether it is MP4 or MOV; what is neither fails later, in the container.</summary>
    public async Task<bool> IsVideoAsync(string address, CancellationToken cancellationToken)
    {
        if (IsAllowed(address))
        {
            return true;
        }

        var bytes = await FetchAsync(address, cancellationToken);
        return bytes.Length > 12 && bytes.AsSpan(4, 4).SequenceEqual("ftyp"u8);
    }

    private bool IsAllowed(string address) =>
        state.Settings.Current.AllowedMedia.Any(prefix => address.StartsWith(prefix, StringComparison.Ordinal));

    private async Task<byte[]> FetchAsync(string address, CancellationToken cancellationToken)
    {
        if (!address.All(char.IsAscii) || !Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            throw InstagramErrors.NotFetched("the address is not an absolute one in ASCII");
        }

        try
        {
            using var response = await http.CreateClient(WebhookSender.HttpClientName).GetAsync(url, cancellationToken);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
                : throw InstagramErrors.NotFetched($"answered {(int)response.StatusCode}");
        }
        catch (Exception failure)
            when (failure is HttpRequestException or NotSupportedException or TaskCanceledException)
        {
            throw InstagramErrors.NotFetched(failure.Message);
        }
    }

    private static Meta.Graph.GraphRefusal NotJpeg() =>
        InstagramErrors.Content(36001, 2207005, "The image format is not supported");
}
