using Crm.Application.Publishing.Media;
using Crm.Domain.Publishing.Media;
using Crm.Infrastructure.Publishing.Media;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using Crm.WebApi.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Endpoints.Media;

/// <summary>Pictures and videos of posts.</summary>
internal static class MediaEndpoints
{
    // Were it shown instead of saved, nothing in it could run.
    private const string Sandbox = "default-src 'none'; sandbox";

    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/media").WithTags("Media").OpenToTokens();
        var options = routes.ServiceProvider.GetRequiredService<MediaOptions>();

        group
            .MapPost("", Upload)
            .WithMetadata(
                MediaBody.Accepts,
                new LargeBody(
                    options.LargestRequest,
                    "reason_media_size",
                    ("image", options.MostImageMb),
                    ("video", options.MostVideoMb)
                )
            )
            .AddOpenApiOperationTransformer(MediaBody.DescribeAsync)
            .RequireAuthorization(Policies.Member)
            .RequireActiveSubscription()
            // It commits on its own, and nobody else is kept waiting while a file arrives.
            .Idempotent(IdempotencyMode.IntentFirst);
        group.MapGet("{mediaId:guid}", Get).RequireAuthorization(Policies.Viewer);
        group
            .MapGet("{mediaId:guid}/content", GetContent)
            .Produces<Stream>(contentType: "application/octet-stream")
            .RequireAuthorization(Policies.Viewer);
        group.MapDelete("{mediaId:guid}", Delete).RequireAuthorization(Policies.Member).RequireActiveSubscription();
    }

    /// <summary>Where providers that fetch by themselves find a file.</summary>
    public static void MapLinkedMedia(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/media/{token}").WithTags("Media").AllowAnonymous().CalledByProviders();

        group.MapGet("", GetLinked).Produces<Stream>(contentType: "application/octet-stream");
        group.MapMethods("", [HttpMethods.Head], GetLinked).ExcludeFromDescription();
    }

    private static async Task<Created<MediaDto>> Upload(
        HttpRequest request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var media = JsonBodyCheck.IsJson(request)
            ? await mediator.Send(await MediaBody.ReadAsync(request, cancellationToken), cancellationToken)
            : await mediator.Send(
                new UploadMedia(await UploadedFile.OpenAsync(request, cancellationToken)),
                cancellationToken
            );

        return TypedResults.Created($"/api/v1/media/{media.Id}", media);
    }

    private static async Task<Ok<MediaDto>> Get(
        Guid mediaId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetMedia(mediaId), cancellationToken));

    private static async Task<FileStreamHttpResult> GetContent(
        Guid mediaId,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var content = await mediator.Send(new GetMediaContent(mediaId), cancellationToken);
        response.Headers.CacheControl = "private, no-cache";

        return Answer(response, content, $"{content.Id}.{MediaTypes.ExtensionOf(content.Type)}");
    }

    private static async Task<FileStreamHttpResult> GetLinked(
        string token,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var content = await mediator.Send(new GetLinkedMedia(token), cancellationToken);
        response.Headers["X-Robots-Tag"] = "noindex";

        return Answer(response, content, downloadName: null);
    }

    private static async Task<NoContent> Delete(Guid mediaId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new DeleteMedia(mediaId), cancellationToken);

        return TypedResults.NoContent();
    }

    /// <param name="downloadName">Makes it an attachment.</param>
    private static FileStreamHttpResult Answer(HttpResponse response, MediaContent content, string? downloadName)
    {
        response.Headers.ContentSecurityPolicy = Sandbox;

        return TypedResults.Stream(
            content.Bytes,
            content.Type,
            downloadName,
            content.CreatedAt,
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(content.Sha256)}\""),
            enableRangeProcessing: true
        );
    }
}
