using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Media by id; the address to fetch one from wants the token too and dies after five minutes.</summary>
internal sealed class MediaStore(
    WhatsAppState state,
    MetaIds ids,
    GraphTokens tokens,
    GraphGate gate,
    TimeProvider clock
)
{
    public const string Path = "/lookaside.fbsbx.com/whatsapp_business/attachments/";

    private const string Bearer = "Bearer ";
    private static readonly TimeSpan AddressLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReceivedLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan UploadedLife = TimeSpan.FromDays(30);
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0xFF, 0xD9];

    private readonly ConcurrentDictionary<string, (string MediaId, DateTimeOffset EndsAt)> addresses = new(
        StringComparer.Ordinal
    );

    public JsonObject Received(string accountId)
    {
        var media = Add(accountId, "image/jpeg", Jpeg, ReceivedLife);
        return new()
        {
            ["id"] = media.Id,
            ["mime_type"] = media.MimeType,
            ["sha256"] = Convert.ToBase64String(SHA256.HashData(media.Bytes)),
        };
    }

    public async Task<IResult> UploadAsync(GraphCall call, PhoneNumber number)
    {
        call.NeedsScope("whatsapp_business_messaging");
        if (call["messaging_product"] != "whatsapp" || call.File is not { } file)
        {
            throw WhatsAppErrors.Parameter("messaging_product and file are required");
        }

        var type = call["type"] ?? file.ContentType;
        if (LongestOf(type) is not { } longest)
        {
            throw WhatsAppErrors.Parameter($"Param file must be a file with one of the supported types, not {type}");
        }

        if (file.Length > longest)
        {
            throw new GraphRefusal(new(131053, "(#131053) Media upload error", Details: "the file is too large"));
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, call.Context.RequestAborted);
        return GraphGate.Ok(new { Add(number.AccountId, type, bytes.ToArray(), UploadedLife).Id });
    }

    public IResult Show(GraphCall call, StoredMedia media)
    {
        var request = call.Context.Request;
        var key = RandomText.Of(24);
        addresses[key] = (media.Id, clock.GetUtcNow() + AddressLife);
        return GraphGate.Ok(
            new
            {
                MessagingProduct = "whatsapp",
                Url = $"{request.Scheme}://{request.Host}{Path}{key}",
                media.MimeType,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(media.Bytes)),
                FileSize = media.Bytes.Length,
                media.Id,
            }
        );
    }

    public Task<IResult> DownloadAsync(HttpContext context, string key) =>
        gate.AnswerAsync(
            context,
            () =>
            {
                var header = context.Request.Headers.Authorization.ToString();
                if (!header.StartsWith(Bearer, StringComparison.Ordinal))
                {
                    throw new GraphRefusal(GraphError.Token(null, "The media address needs the bearer token"));
                }

                tokens.Alive(header[Bearer.Length..], GraphHost.Facebook);
                return
                    addresses.TryGetValue(key, out var address)
                    && address.EndsAt > clock.GetUtcNow()
                    && state.Media.TryGetValue(address.MediaId, out var media)
                    ? Task.FromResult(Results.Bytes(media.Bytes, media.MimeType))
                    : throw new GraphRefusal(
                        new(131052, "(#131052) Media download error", Status: StatusCodes.Status404NotFound),
                        "the media address is unknown or older than five minutes"
                    );
            }
        );

    public bool IsAlive(StoredMedia media) => media.EndsAt > clock.GetUtcNow();

    private StoredMedia Add(string accountId, string type, byte[] bytes, TimeSpan life)
    {
        var media = new StoredMedia(ids.Next("109"), accountId, type, bytes, clock.GetUtcNow() + life);
        return state.Media[media.Id] = media;
    }

    private static long? LongestOf(string type) =>
        type switch
        {
            "image/jpeg" or "image/png" => 5L << 20,
            "image/webp" => 500L << 10,
            _ when type.StartsWith("audio/", StringComparison.Ordinal) || type is "video/mp4" or "video/3gpp" => 16L
                << 20,
            "text/plain" or "application/pdf" => 100L << 20,
            _ when type.StartsWith("application/vnd.", StringComparison.Ordinal) => 100L << 20,
            _ => null,
        };
}
