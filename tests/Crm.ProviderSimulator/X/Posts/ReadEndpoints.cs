using System.Globalization;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.Posts;

/// <summary>One post, and the newest ones of a user: the way to find out whether a post without an answer was made.</summary>
internal sealed class ReadEndpoints(
    XGate gate,
    XUsers users,
    PostStore posts,
    Switches<XSettings> settings,
    XProblems problems
)
{
    private const int DefaultPage = 10;
    private const int SmallestPage = 5;
    private const int LargestPage = 100;

    private static readonly string[] OfOne = ["tweet.fields", "post.fields"];

    private static readonly string[] OfMany =
    [
        .. OfOne,
        "max_results",
        "pagination_token",
        "since_id",
        "until_id",
        "start_time",
        "end_time",
        "exclude",
    ];

    public async Task<IResult> OneAsync(HttpContext context, string id)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.ReadPost);
        if (caller is null)
        {
            return refusal!;
        }

        var (fields, problem) = PostFields.Read(context.Request.Query, OfOne);
        return fields is null ? problems.Invalid(context, problem, problem)
            : posts.Find(id) is not { } post
                ? problems.NotFound(context, "tweet", id, settings.Current.NotFoundAsErrors)
            : Results.Json(new { Data = PostFields.Show(post, fields, Names) }, ControlJson.Provider);
    }

    /// <summary>Those that are there, and an error for each that is not.</summary>
    public async Task<IResult> ManyAsync(HttpContext context)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.ReadPost);
        if (caller is null)
        {
            return refusal!;
        }

        var query = context.Request.Query;
        var (fields, problem) = PostFields.Read(query, [.. OfOne, "ids"]);
        var ids = query["ids"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (fields is null || ids.Length is 0 or > LargestPage)
        {
            return problems.Invalid(context, problem, fields is null ? problem : "ids holds 1 to 100 ids");
        }

        var found = ids.Select(posts.Find).OfType<Post>().Select(post => PostFields.Show(post, fields, Names)).ToList();
        var errors = ids.Where(id => posts.Find(id) is null)
            .Select(id => new
            {
                Title = "Not Found Error",
                Type = "https://api.x.com/2/problems/resource-not-found",
                Detail = $"Could not find tweet with ids: [{id}].",
                ResourceId = id,
            })
            .ToList();
        return Results.Json(
            new { Data = found.Count > 0 ? found : null, Errors = errors.Count > 0 ? errors : null },
            ControlJson.Provider
        );
    }

    public async Task<IResult> TimelineAsync(HttpContext context, string id)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.Timeline);
        if (caller is null)
        {
            return refusal!;
        }

        var query = context.Request.Query;
        var (fields, problem) = PostFields.Read(query, OfMany);
        if (fields is null)
        {
            return problems.Invalid(context, problem, problem);
        }

        if (users.Find(id) is null)
        {
            return problems.NotFound(context, "user", id, settings.Current.NotFoundAsErrors);
        }

        return Window.Read(query) is { } window
            ? Page(posts.Of(id).Where(window.Holds).ToList(), window, fields)
            : problems.Invalid(
                context,
                "A paging parameter is invalid.",
                "max_results is not within 5 and 100, or an id or a time cannot be read"
            );
    }

    private FieldNames Names => settings.Current.OlderNames ? FieldNames.Older : FieldNames.Newest;

    private IResult Page(List<Post> found, Window window, IReadOnlyList<string> fields)
    {
        var page = found.Take(window.Size).ToList();
        var meta = new
        {
            ResultCount = page.Count,
            NewestId = page.FirstOrDefault()?.Id,
            OldestId = page.LastOrDefault()?.Id,
            NextToken = found.Count > page.Count ? page[^1].Id : null,
        };
        // An empty page has no data at all.
        var data = page.Count == 0 ? null : page.Select(post => PostFields.Show(post, fields, Names)).ToList();
        return Results.Json(new { Data = data, Meta = meta }, ControlJson.Provider);
    }

    /// <summary>Which posts a page is made from. The token is the last id of the page before.</summary>
    private sealed record Window(int Size, long Since, long Until, DateTimeOffset Start, DateTimeOffset End)
    {
        public static Window? Read(IQueryCollection query)
        {
            var size = Number(query["max_results"], DefaultPage);
            var since = Number(query["since_id"], 0);
            var until = Number(query["until_id"], long.MaxValue);
            var before = Number(query["pagination_token"], long.MaxValue);
            var start = Time(query["start_time"], DateTimeOffset.MinValue);
            var end = Time(query["end_time"], DateTimeOffset.MaxValue);
            return
                size is >= SmallestPage and <= LargestPage
                && since is not null
                && until is not null
                && before is not null
                && start is not null
                && end is not null
                ? new((int)size, since.Value, Math.Min(until.Value, before.Value), start.Value, end.Value)
                : null;
        }

        public bool Holds(Post post)
        {
            var id = long.Parse(post.Id, CultureInfo.InvariantCulture);
            return id > Since && id < Until && post.CreatedAt >= Start && post.CreatedAt < End;
        }

        private static long? Number(string? text, long otherwise) =>
            string.IsNullOrEmpty(text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;

        private static DateTimeOffset? Time(string? text, DateTimeOffset otherwise) =>
            string.IsNullOrEmpty(text) ? otherwise
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
            : null;
    }
}
