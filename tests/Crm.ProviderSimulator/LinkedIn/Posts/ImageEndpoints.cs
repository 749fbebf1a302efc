using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.LinkedIn.Posts;

/// <summary>Two steps: an address to upload to, then the raw bytes.</summary>
internal sealed class ImageEndpoints(RestGate gate, PostStore store, LinkedInRefusals refusals, TimeProvider clock)
{
    public const string UploadPath = "/www.linkedin.com/dms-uploads";

    private const int LargestImage = 20 * 1024 * 1024;

    private static readonly byte[][] Signatures =
    [
        [0xFF, 0xD8, 0xFF],
        [0x89, (byte)'P', (byte)'N', (byte)'G'],
        [.. "GIF8"u8],
    ];

    public async Task<IResult> InitializeAsync(HttpContext context)
    {
        var (grant, refusal) = gate.EnterVersioned(context);
        if (grant is null)
        {
            return refusal!;
        }

        if (context.Request.Query["action"] != "initializeUpload")
        {
            return refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", "action is not initializeUpload"));
        }

        var (body, unreadable) = await gate.ReadAsync(context);
        if (unreadable is not null)
        {
            return unreadable;
        }

        if (Owner(body) is not { } owner)
        {
            return refusals.Refuse(
                context,
                LinkedInFailure.Shape("/initializeUploadRequest/owner", "field is required but not found")
            );
        }

        return RestGate.AuthorFailure(grant, owner) is { } failure
            ? refusals.Refuse(context, failure)
            : Initialized(context, store.AddImage(owner));
    }

    public async Task<IResult> UploadAsync(HttpContext context, string urn)
    {
        var (grant, refusal) = gate.Enter(context);
        if (grant is null)
        {
            return refusal!;
        }

        if (
            store.Images.GetValueOrDefault(urn) is not { } image
            || image.UploadEndsAt <= clock.GetUtcNow()
            || RestGate.AuthorFailure(grant, image.Owner) is not null
        )
        {
            return refusals.Refuse(
                context,
                LinkedInFailure.NotFound("The upload is unknown, expired or of another owner")
            );
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > LargestImage || !IsImage(body.ToArray()))
        {
            return refusals.Refuse(
                context,
                new(400, "ILLEGAL_ARGUMENT", "The body is not the bytes of a JPG, PNG or GIF")
            );
        }

        store.Images[urn] = image with { Uploaded = true };
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static bool IsImage(byte[] bytes) => Signatures.Any(signature => bytes.AsSpan().StartsWith(signature));

    private static string? Owner(JsonElement body) =>
        body.TryGetProperty("initializeUploadRequest", out var request)
        && request.ValueKind == JsonValueKind.Object
        && request.TryGetProperty("owner", out var owner)
        && owner.ValueKind == JsonValueKind.String
            ? owner.GetString()
            : null;

    private static IResult Initialized(HttpContext context, PostImage image) =>
        Results.Json(
            new
            {
                Value = new
                {
                    UploadUrl = $"{Base(context.Request)}/{Uri.EscapeDataString(image.Urn)}",
                    Image = image.Urn,
                    UploadUrlExpiresAt = image.UploadEndsAt.ToUnixTimeMilliseconds(),
                },
            },
            ControlJson.Options
        );

    // A client that was told of no base URL uploads to the provider's own host.
    private static string Base(HttpRequest request) =>
        request.Host.Host == "api.linkedin.com"
            ? $"https:/{UploadPath}"
            : $"{request.Scheme}://{request.Host}{UploadPath}";
}
