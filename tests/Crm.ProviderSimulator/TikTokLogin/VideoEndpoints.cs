using System.Text.Json;

namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed class VideoEndpoints(ApiGate gate)
{
    private const int MostVideos = 20;

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var (grant, fields, body, refusal) = await EnterAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var count = 10L;
        if (
            body.TryGetProperty("max_count", out var maximum)
            && !(maximum.ValueKind == JsonValueKind.Number && maximum.TryGetInt64(out count))
        )
        {
            return gate.InvalidParams(context, "max_count is not a number", "max_count is not a number");
        }

        if (count is < 1 or > MostVideos)
        {
            return gate.InvalidParams(context, "max_count is invalid", "max_count is not within 1 and 20");
        }

        var before = long.MaxValue;
        if (
            body.TryGetProperty("cursor", out var cursor)
            && !(cursor.ValueKind == JsonValueKind.Number && cursor.TryGetInt64(out before))
        )
        {
            return gate.InvalidParams(context, "cursor is not a number", "cursor is not an int64");
        }

        // The cursor is in milliseconds: one in seconds lies in 1970, before every video.
        var older = LoginVideos.Of(grant.User).Where(video => video.CreateSecond * 1000 < before).ToList();
        var page = older.Take((int)count).ToList();
        return gate.Ok(
            new
            {
                Videos = page.Select(video => LoginVideos.Show(grant.User, video, fields)),
                Cursor = page.Count > 0 ? page[^1].CreateSecond * 1000 : 0,
                HasMore = older.Count > page.Count,
            }
        );
    }

    public async Task<IResult> QueryAsync(HttpContext context)
    {
        var (grant, fields, body, refusal) = await EnterAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        if (
            !body.TryGetProperty("filters", out var filters)
            || filters.ValueKind != JsonValueKind.Object
            || !filters.TryGetProperty("video_ids", out var ids)
            || ids.ValueKind != JsonValueKind.Array
            || ids.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String)
            || ids.GetArrayLength() is 0 or > MostVideos
        )
        {
            return gate.InvalidParams(context, "video_ids is invalid", "filters.video_ids is not 1 to 20 strings");
        }

        var wanted = ids.EnumerateArray().Select(id => id.GetString()).ToHashSet(StringComparer.Ordinal);
        var found = LoginVideos.Of(grant.User).Where(video => wanted.Contains(video.Id));
        return gate.Ok(new { Videos = found.Select(video => LoginVideos.Show(grant.User, video, fields)) });
    }

    private async Task<(Grant Grant, IReadOnlyList<string> Fields, JsonElement Body, IResult? Refusal)> EnterAsync(
        HttpContext context
    )
    {
        var (grant, refusal) = gate.Enter(context);
        if (grant is null)
        {
            return (null!, [], default, refusal);
        }

        var (fields, refused) = gate.Fields(
            context,
            grant,
            field => LoginVideos.Fields.Contains(field) ? LoginScopes.VideoList : null
        );
        if (refused is not null)
        {
            return (grant, [], default, refused);
        }

        var body = await ReadBodyAsync(context);
        return body is null
            ? (
                grant,
                [],
                default,
                gate.InvalidParams(context, "The request body is not JSON", "body is not a JSON object")
            )
            : (grant, fields, body.Value, null);
    }

    private static async Task<JsonElement?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentType is null)
        {
            return JsonElement.Parse("{}");
        }

        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            var body = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
            return body.ValueKind == JsonValueKind.Object ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
