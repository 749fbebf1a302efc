using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;
using RestEase;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>Where LinkedIn said that the bytes of an image go.</summary>
[AllowAnyStatusCode]
internal interface ILinkedInUploads
{
    [Put("{address}")]
    Task<Response<string>> UploadAsync(
        [Path("address", UrlEncode = false)] string address,
        [Header("Authorization")] string bearer,
        [Body] HttpContent bytes,
        CancellationToken cancellationToken
    );
}

/// <summary>Two calls an image: an address, then the bytes. One that was uploaded and not used is LinkedIn's to forget.</summary>
internal sealed class LinkedInImages(
    LinkedInRest rest,
    ILinkedInUploads uploads,
    LinkedInOptions options,
    TimeProvider time
)
{
    private const string Domain = ".linkedin.com";

    /// <returns>The image's URN.</returns>
    public async Task<string> UploadAsync(
        AccountAccess access,
        string owner,
        IPostFiles files,
        PostMedia media,
        CancellationToken cancellationToken
    )
    {
        var answer = await rest.SendAsync(
            access,
            (api, bearer) => api.InitializeUploadAsync(bearer, new(new(owner)), cancellationToken),
            cancellationToken
        );
        if (
            !answer.Body.TryGetProperty("value", out var value)
            || value.ValueKind is not JsonValueKind.Object
            || JsonText.Of(value, "image") is not { Length: > 0 } image
            || !Uri.TryCreate(JsonText.Of(value, "uploadUrl"), UriKind.Absolute, out var address)
            || !IsLinkedIns(address)
        )
        {
            throw CallTrouble.Unavailable(LinkedInProvider.Key, cause: null);
        }

        await using var bytes = await files.OpenAsync(media.Id, cancellationToken);
        await SendAsync(access, address, bytes, media, cancellationToken);

        return image;
    }

    private async Task SendAsync(
        AccountAccess access,
        Uri address,
        Stream bytes,
        PostMedia media,
        CancellationToken cancellationToken
    )
    {
        using var content = new StreamContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(media.Type);
        content.Headers.ContentLength = media.Size;
        var (_, status, _) = await CallTrouble.SendAsync(
            LinkedInProvider.Key,
            async () =>
            {
                var answer = await uploads.UploadAsync(
                    address.AbsoluteUri,
                    $"Bearer {access.RequiredToken.Reveal()}",
                    content,
                    cancellationToken
                );

                return new Response<string>(
                    answer.StringContent,
                    answer.ResponseMessage,
                    () => answer.StringContent ?? ""
                );
            },
            cancellationToken
        );
        if ((int)status is < 200 or >= 300)
        {
            throw LinkedInFailures.Describe(code: null, message: null, status, time.GetUtcNow());
        }
    }

    // The token goes where an answer said: to LinkedIn and to nobody else.
    private bool IsLinkedIns(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && address.Host.EndsWith(Domain, StringComparison.OrdinalIgnoreCase))
        || string.Equals(address.Authority, options.ApiUrl.Authority, StringComparison.OrdinalIgnoreCase);
}
