using System.Text.Json;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.LinkedIn.Login;

namespace Crm.ProviderSimulator.LinkedIn.Posts;

internal sealed class PostEndpoints(RestGate gate, LinkedInState state, PostStore store, LinkedInRefusals refusals)
{
    private const string MethodHeader = "X-RestLi-Method";

    /// <summary>201 with an empty body; the URN stands in a header.</summary>
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (grant, refusal) = gate.EnterVersioned(context);
        if (grant is null)
        {
            return refusal!;
        }

        if (!store.CountCall(grant.Member.Sub, state.Settings.PostsPerDay))
        {
            return refusals.Refuse(context, new(429, "TOO_MANY_REQUESTS", LinkedInRefusals.DayLimit, 101));
        }

        var (body, unreadable) = await gate.ReadAsync(context);
        if (unreadable is not null)
        {
            return unreadable;
        }

        var (draft, failure) = PostBody.Read(body);
        failure ??= RestGate.AuthorFailure(grant, draft!.Author) ?? ImageFailure(draft);
        return failure is null ? Publish(context, draft!) : refusals.Refuse(context, failure);
    }

    /// <summary>The latest of an organisation. An app that serves itself may not read a member's.</summary>
    public IResult Find(HttpContext context)
    {
        var (grant, refusal) = gate.EnterVersioned(context);
        if (grant is null)
        {
            return refusal!;
        }

        var author = context.Request.Query["author"].ToString();
        if (context.Request.Query["q"] != "author" || !Names(context, "FINDER"))
        {
            return refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", "q is not author"));
        }

        return grant.Member.Administers(author) && grant.Scopes.Contains(LinkedInScopes.ReadOrganizationPosts)
            ? Results.Json(
                new
                {
                    Elements = store
                        .All.Where(post => post.Draft.Author == author && !post.Deleted)
                        .Reverse()
                        .Take(10)
                        .Select(Show),
                },
                ControlJson.Options
            )
            : refusals.Refuse(context, LinkedInFailure.Denied("Not enough permissions to access: posts.FINDER-author"));
    }

    public IResult Read(HttpContext context, string urn)
    {
        var (grant, post, refusal) = Find(context, urn);
        if (post is null)
        {
            return refusal!;
        }

        if (
            !grant!.Member.Administers(post.Draft.Author)
            || !grant.Scopes.Contains(LinkedInScopes.ReadOrganizationPosts)
        )
        {
            return refusals.Refuse(context, LinkedInFailure.Denied("Not enough permissions to access: posts.GET"));
        }

        return post.Deleted
            ? refusals.Refuse(context, LinkedInFailure.NotFound("The post is deleted"))
            : Results.Json(Show(post), ControlJson.Options);
    }

    private static object Show(Post post) =>
        new
        {
            Id = post.Urn,
            post.Draft.Author,
            post.Draft.Commentary,
            post.Draft.Visibility,
            post.Draft.LifecycleState,
            CreatedAt = post.CreatedAt.ToUnixTimeMilliseconds(),
            PublishedAt = post.CreatedAt.ToUnixTimeMilliseconds(),
        };

    /// <summary>A second time it is as gone as the first.</summary>
    public IResult Delete(HttpContext context, string urn)
    {
        if (!Names(context, "DELETE"))
        {
            return refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", $"{MethodHeader} is not DELETE"));
        }

        var (grant, post, refusal) = Find(context, urn);
        if (post is null)
        {
            return refusal!;
        }

        if (RestGate.AuthorFailure(grant!, post.Draft.Author) is { } failure)
        {
            return refusals.Refuse(context, failure);
        }

        store.Change(urn, found => found with { Deleted = true });
        return Results.NoContent();
    }

    public async Task<IResult> UpdateAsync(HttpContext context, string urn)
    {
        if (!Names(context, "PARTIAL_UPDATE"))
        {
            return refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", $"{MethodHeader} is not PARTIAL_UPDATE"));
        }

        var (grant, post, refusal) = Find(context, urn);
        if (post is null)
        {
            return refusal!;
        }

        var (body, unreadable) = await gate.ReadAsync(context);
        if (unreadable is not null)
        {
            return unreadable;
        }

        var failure = RestGate.AuthorFailure(grant!, post.Draft.Author);
        if (failure is null && NewCommentary(body) is { } commentary)
        {
            var (text, wasCut) = LittleText.Read(commentary);
            store.Change(
                urn,
                found =>
                    found with
                    {
                        Draft = found.Draft with { Commentary = commentary },
                        Text = text,
                        WasCut = wasCut,
                    }
            );
            return Results.NoContent();
        }

        return refusals.Refuse(
            context,
            failure ?? LinkedInFailure.Shape("/patch/$set/commentary", "field is required but not found")
        );
    }

    // LinkedIn's own client writes it in lower case, its documentation in upper case.
    private static bool Names(HttpContext context, string method) =>
        string.Equals(context.Request.Headers[MethodHeader], method, StringComparison.OrdinalIgnoreCase);

    private IResult Publish(HttpContext context, PostDraft draft)
    {
        var (made, duplicate) = store.Add(draft);
        if (made is null)
        {
            var named = state.Settings.DuplicateNamesPerson ? draft.Author : duplicate!.Urn;
            return refusals.Refuse(context, new(422, "DUPLICATE_POST", $"Content is a duplicate of {named}"));
        }

        if (!state.Settings.WithoutPostId)
        {
            context.Response.Headers["x-restli-id"] = made.Urn;
        }

        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private (MemberGrant? Grant, Post? Post, IResult? Refusal) Find(HttpContext context, string urn)
    {
        var (grant, refusal) = gate.EnterVersioned(context);
        if ((refusal ?? gate.RefusalOfRawUrn(context)) is { } refused)
        {
            return (null, null, refused);
        }

        return store.Find(urn) is { } post
            ? (grant, post, null)
            : (null, null, refusals.Refuse(context, LinkedInFailure.NotFound("The post does not exist")));
    }

    private LinkedInFailure? ImageFailure(PostDraft draft) =>
        draft.ImageUrns.All(urn =>
            store.Images.GetValueOrDefault(urn) is { Uploaded: true } image && image.Owner == draft.Author
        )
            ? null
            : LinkedInFailure.Input(
                "INVALID_VALUE_FOR_FIELD",
                "content",
                "An image is unknown, not uploaded yet or owned by another author"
            );

    private static string? NewCommentary(JsonElement body) =>
        body.TryGetProperty("patch", out var patch)
        && patch.ValueKind == JsonValueKind.Object
        && patch.TryGetProperty("$set", out var set)
        && set.ValueKind == JsonValueKind.Object
        && set.TryGetProperty("commentary", out var commentary)
        && commentary.ValueKind == JsonValueKind.String
            ? commentary.GetString()
            : null;
}
