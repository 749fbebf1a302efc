namespace Crm.ProviderSimulator.X.Posts;

/// <summary>Two names that the documents and the newest schema disagree about.</summary>
internal sealed record FieldNames(string EditHistory, string PostCount)
{
    public static readonly FieldNames Newest = new("edit_history_post_ids", "post_count");
    public static readonly FieldNames Older = new("edit_history_tweet_ids", "tweet_count");
}

/// <summary>The fields of a post that a read asks for.</summary>
internal static class PostFields
{
    private static readonly string[] Always = ["id", "text"];

    private static readonly string[] All =
    [
        .. Always,
        "author_id",
        "attachments",
        "conversation_id",
        "created_at",
        "entities",
        "lang",
        "possibly_sensitive",
        "public_metrics",
        "reply_settings",
        "source",
    ];

    /// <summary>The asked fields, or what is wrong with the query.</summary>
    public static (IReadOnlyList<string>? Fields, string Problem) Read(IQueryCollection query, string[] parameters)
    {
        if (query.Keys.FirstOrDefault(name => !parameters.Contains(name)) is { } unknown)
        {
            return (null, $"The query parameter [{unknown}] is not one of [{string.Join(',', parameters)}]");
        }

        var asked = query["tweet.fields"].Concat(query["post.fields"]).SelectMany(text => text!.Split(',')).ToList();
        return asked.FirstOrDefault(field => !All.Contains(field)) is { } wrong
            ? (null, $"The fields parameter holds [{wrong}], which is not one of [{string.Join(',', All)}]")
            : ([.. Always.Union(asked)], "");
    }

    public static Dictionary<string, object> Show(Post post, IReadOnlyList<string> fields, FieldNames names)
    {
        var shown = fields
            .Where(field => field != "attachments" || post.MediaIds.Count > 0)
            .ToDictionary(field => field, field => Value(post, field), StringComparer.Ordinal);
        shown[names.EditHistory] = new[] { post.Id };
        return shown;
    }

    private static object Value(Post post, string field) =>
        field switch
        {
            "id" => post.Id,
            "text" => post.Text,
            "author_id" => post.Author.Id,
            "attachments" => new { MediaKeys = post.MediaIds.Select(id => $"3_{id}") },
            "conversation_id" => post.ReplyTo ?? post.Id,
            "created_at" => post.CreatedAt.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            "entities" => new { Urls = TextLinks.Pair(post) },
            "possibly_sensitive" => false,
            "public_metrics" => new
            {
                RetweetCount = 0,
                ReplyCount = 0,
                LikeCount = post.Metrics.Likes,
                QuoteCount = 0,
                BookmarkCount = 0,
                ImpressionCount = post.Metrics.Views,
            },
            "reply_settings" => "everyone",
            "lang" => "und",
            _ => "Crm",
        };
}
