using System.Text.Json;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.X.Media;

namespace Crm.ProviderSimulator.X.Posts;

internal sealed class PostEndpoints(
    XGate gate,
    PostStore posts,
    MediaUploads uploads,
    Switches<XSettings> settings,
    XProblems problems
)
{
    private const string NotPermitted = "You are not permitted to perform this action.";

    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.CreatePost);
        if (caller is null)
        {
            return refusal!;
        }

        var (order, problem) = await ReadAsync(context);
        if (order is null)
        {
            return problems.Invalid(context, problem, problem);
        }

        var author = caller.User!;
        return Unwritable(context, order) ?? Unallowed(context, order, author) ?? Create(context, order, author);
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string id)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.DeletePost);
        if (caller is null)
        {
            return refusal!;
        }

        if (posts.Find(id) is not { } post)
        {
            return problems.NotFound(context, "tweet", id);
        }

        if (post.Author.Id != caller.User!.Id)
        {
            return problems.Forbidden(
                context,
                "You are not authorized to delete this Tweet.",
                "the post belongs to another user"
            );
        }

        return Results.Json(new { Data = new { Deleted = posts.Delete(post) } }, ControlJson.Provider);
    }

    private static async Task<(PostOrder? Order, string Problem)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, "the body is not JSON");
        }

        try
        {
            return PostOrder.Read(await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted));
        }
        catch (JsonException)
        {
            return (null, "the body is not JSON");
        }
    }

    private IResult? Unwritable(HttpContext context, PostOrder order)
    {
        var length = WeightedLength.Of(order.Text);
        return length > WeightedLength.Most
                ? problems.Refuse(
                    context,
                    400,
                    XProblems.NoType,
                    "Bad Request",
                    "Your Tweet text is too long. For more information, see counting characters in the documentation.",
                    $"the weighted length is {length}"
                )
            : WeightedLength.HasInvalidCharacters(order.Text)
                ? problems.Invalid(context, "$.text: holds invalid characters", "U+FFFE, U+FEFF or U+FFFF in the text")
            : null;
    }

    private IResult? Unallowed(HttpContext context, PostOrder order, XUser author) =>
        uploads.Problem(order.MediaIds, author) is { } media
            ? problems.Invalid(context, "Your media IDs are invalid.", media)
        : TextLinks.CountCashtags(order.Text) > 1
            ? problems.Forbidden(context, $"{NotPermitted} A post has at most one cashtag.", "a second cashtag")
        : order.Quotes ? problems.Forbidden(context, NotPermitted, "quote posts are not part of self-serve tiers")
        : order.ReplyTo is { } replyTo && !MayReply(replyTo, author)
            ? problems.Forbidden(
                context,
                NotPermitted,
                "a reply to a post that is gone, or whose author did not mention the user"
            )
        : null;

    private bool MayReply(string id, XUser author) =>
        posts.Find(id) is { } post
        && (
            post.Author.Id == author.Id || post.Sent.Contains($"@{author.Username}", StringComparison.OrdinalIgnoreCase)
        );

    private IResult Create(HttpContext context, PostOrder order, XUser author)
    {
        if (posts.TryAdd(author, order.Text, order.MediaIds, order.ReplyTo) is not { } post)
        {
            return problems.Forbidden(
                context,
                "You are not allowed to create a Tweet with duplicate content.",
                "the user has a post of the same text"
            );
        }

        var history = new[] { post.Id };
        object data = settings.Current.OlderNames
            ? new
            {
                post.Id,
                post.Text,
                EditHistoryTweetIds = history,
            }
            : new
            {
                post.Id,
                post.Text,
                EditHistoryPostIds = history,
            };
        return Results.Json(new { Data = data }, ControlJson.Provider, statusCode: 201);
    }
}
