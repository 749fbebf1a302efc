using System.Globalization;
using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.Media;

/// <summary>Images in one call; everything in segments: initialize, append, finalize, and a status while it is processed.</summary>
internal sealed class MediaEndpoints(
    XGate gate,
    MediaUploads uploads,
    Switches<XSettings> settings,
    TimeProvider clock,
    XProblems problems
)
{
    private const int HighestSegment = 999;
    private const int LongestAltText = 1000;
    private const int LifeSeconds = 86_400;

    private static readonly string[] InitializeMembers =
    [
        "media_type",
        "total_bytes",
        "media_category",
        "additional_owners",
        "shared",
    ];

    public async Task<IResult> UploadAsync(HttpContext context)
    {
        var (owner, form, refusal) = await EnterWithFormAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        if (
            form!.Files.GetFile("media") is not { } file
            || MediaCategory.Find(form["media_category"]) is not { } category
        )
        {
            return Invalid(context, "media or media_category is missing or unknown");
        }

        if (category == MediaCategory.Video)
        {
            return Invalid(context, "a video is uploaded in segments");
        }

        var type = await MediaType.OfAsync(file, context.RequestAborted);
        if (file.Length > category.MostBytes || type is null || !category.Types.Contains(type))
        {
            return Invalid(context, $"the file is too large, or is no {category.Name}");
        }

        var upload = uploads.Add(owner, category, file.Length);
        upload.Segments[0] = file.Length;
        Finish(upload);
        return Show(upload);
    }

    public async Task<IResult> InitializeAsync(HttpContext context)
    {
        var (owner, refusal) = await EnterAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        if (await ReadJsonAsync(context) is not { ValueKind: JsonValueKind.Object } body)
        {
            return Invalid(context, "the body is not a JSON object");
        }

        var unknown = body.EnumerateObject().Select(member => member.Name).Except(InitializeMembers).FirstOrDefault();
        if (unknown is not null)
        {
            return Invalid(context, $"{unknown} is not defined in the schema");
        }

        var category = MediaCategory.Find(Text(body, "media_category"));
        return
            category is null
            || !category.Types.Contains(Text(body, "media_type"))
            || !body.TryGetProperty("total_bytes", out var bytes)
            || bytes.ValueKind != JsonValueKind.Number
            || !bytes.TryGetInt64(out var total)
            || total < 1
            || total > category.MostBytes
            ? Invalid(context, "media_category, media_type and total_bytes do not fit each other")
            : Show(uploads.Add(owner, category, total));
    }

    /// <summary>The alternative text of a picture: <c>{id, metadata: {alt_text: {text}}}</c>.</summary>
    public async Task<IResult> DescribeAsync(HttpContext context)
    {
        var (owner, refusal) = await EnterAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        if (
            await ReadJsonAsync(context) is not { ValueKind: JsonValueKind.Object } body
            || Text(body, "id") is not { } id
            || uploads.Find(id, owner) is not { } upload
        )
        {
            return Invalid(context, "the body is not JSON, or no upload of the user has this id");
        }

        var text =
            body.TryGetProperty("metadata", out var metadata)
            && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("alt_text", out var alt)
            && alt.ValueKind == JsonValueKind.Object
                ? Text(alt, "text")
                : null;
        if (text is not { Length: > 0 and <= LongestAltText })
        {
            return Invalid(context, "metadata.alt_text.text has 1 to 1000 characters");
        }

        upload.AltText = text;
        return Results.Json(
            new { Data = new { upload.Id, AssociatedMetadata = new { AltText = new { Text = text } } } },
            ControlJson.Provider
        );
    }

    public async Task<IResult> AppendAsync(HttpContext context, string id)
    {
        var (owner, form, refusal) = await EnterWithFormAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        if (uploads.Find(id, owner) is not { ReadyAt: null } upload)
        {
            return Invalid(context, "no upload of the user waits under this id");
        }

        if (
            !int.TryParse(form!["segment_index"], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index > HighestSegment
            || Segment(form) is not { } length
        )
        {
            return Invalid(context, "segment_index is not within 0 and 999, or media is missing");
        }

        lock (upload.Segments)
        {
            upload.Segments[index] = length;
        }

        return Results.Json(new { Data = new { ExpiresAt = ExpiresAt() } }, ControlJson.Provider);
    }

    public async Task<IResult> FinalizeAsync(HttpContext context, string id)
    {
        var (owner, refusal) = await EnterAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        if (uploads.Find(id, owner) is not { ReadyAt: null } upload)
        {
            return Invalid(context, "no upload of the user waits under this id");
        }

        if (!upload.IsComplete)
        {
            return Invalid(context, "the segments do not make up total_bytes");
        }

        Finish(upload);
        return Show(upload);
    }

    public async Task<IResult> StatusAsync(HttpContext context)
    {
        var (owner, refusal) = await EnterAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        var query = context.Request.Query;
        return query["command"] != "STATUS" ? Invalid(context, "command is not STATUS")
            : uploads.Find(query["media_id"], owner) is { } upload ? Show(upload)
            : problems.NotFound(context, "media", query["media_id"].ToString());
    }

    private async Task<(XUser? Owner, IResult? Refusal)> EnterAsync(HttpContext context)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.Upload);
        return (caller?.User, refusal);
    }

    private async Task<(XUser? Owner, IFormCollection? Form, IResult? Refusal)> EnterWithFormAsync(HttpContext context)
    {
        var (owner, refusal) = await EnterAsync(context);
        if (owner is null)
        {
            return (null, null, refusal);
        }

        var request = context.Request;
        return request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true
            ? (owner, await request.ReadFormAsync(context.RequestAborted), null)
            : (null, null, Invalid(context, "the body is not multipart"));
    }

    private static async Task<JsonElement?> ReadJsonAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasJsonContentType()
                ? await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Clients that name no file send the bytes as a plain field.
    private static long? Segment(IFormCollection form) =>
        form.Files.GetFile("media")?.Length ?? (form["media"].ToString() is { Length: > 0 } text ? text.Length : null);

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Pictures are ready at once, what moves is processed for a while.
    private void Finish(MediaUpload upload) =>
        upload.ReadyAt = clock
            .GetUtcNow()
            .AddSeconds(upload.Category == MediaCategory.Image ? 0 : settings.Current.MediaSeconds);

    private long ExpiresAt() => clock.GetUtcNow().AddSeconds(LifeSeconds).ToUnixTimeSeconds();

    private IResult Show(MediaUpload upload)
    {
        var left = (upload.ReadyAt - clock.GetUtcNow())?.TotalSeconds;
        object? processing =
            upload.Category == MediaCategory.Image || left is null ? null
            : left > 0 ? new { State = "in_progress", CheckAfterSecs = (int)Math.Ceiling(left.Value) }
            : new { State = "succeeded", ProgressPercent = 100 };
        var data = new
        {
            upload.Id,
            MediaKey = $"3_{upload.Id}",
            Size = upload.ReadyAt is null ? null : (long?)upload.TotalBytes,
            ExpiresAfterSecs = LifeSeconds,
            ProcessingInfo = processing,
        };
        return Results.Json(new { Data = data }, ControlJson.Provider);
    }

    private IResult Invalid(HttpContext context, string reason) => problems.Invalid(context, reason, reason);
}
