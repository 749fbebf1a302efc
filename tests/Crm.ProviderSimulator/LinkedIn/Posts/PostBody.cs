using System.Text.Json;

namespace Crm.ProviderSimulator.LinkedIn.Posts;

/// <summary>The checks of a new post that need nothing but its JSON.</summary>
internal static class PostBody
{
    private const int LongestText = 3000;
    private const int LongestAltText = 4086;
    private const int MostImages = 20;

    private static readonly string[] Known =
    [
        "author",
        "commentary",
        "visibility",
        "distribution",
        "content",
        "lifecycleState",
        "isReshareDisabledByAuthor",
    ];

    private static readonly string[] Feeds = ["MAIN_FEED", "NONE"];
    private static readonly string[] Visibilities = ["PUBLIC", "CONNECTIONS", "LOGGED_IN"];
    private static readonly string[] LifecycleStates = ["PUBLISHED", "DRAFT"];

    public static (PostDraft? Draft, LinkedInFailure? Failure) Read(JsonElement body)
    {
        var failure = ShapeFailure(body);
        if (failure is not null)
        {
            return (null, failure);
        }

        var author = body.GetProperty("author").GetString()!;
        if (
            !author.StartsWith("urn:li:person:", StringComparison.Ordinal)
            && !author.StartsWith("urn:li:organization:", StringComparison.Ordinal)
        )
        {
            return (
                null,
                LinkedInFailure.Input(
                    "INVALID_VALUE_FOR_FIELD",
                    "author",
                    "The author is not a URN of a person or an organization"
                )
            );
        }

        var commentary = body.GetProperty("commentary").GetString()!;
        if (LittleText.LengthOf(commentary) > LongestText)
        {
            return (
                null,
                LinkedInFailure.Input(
                    "FIELD_LENGTH_TOO_LONG",
                    "commentary",
                    $"The text has more than {LongestText} characters"
                )
            );
        }

        var (images, wrongContent) = Images(body);
        return wrongContent is null
            ? (
                new(
                    author,
                    commentary,
                    body.GetProperty("visibility").GetString()!,
                    body.GetProperty("lifecycleState").GetString()!,
                    images
                ),
                null
            )
            : (null, wrongContent);
    }

    private static LinkedInFailure? ShapeFailure(JsonElement body) =>
        body.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Known.Contains(name))
            is { } unknown
            ? LinkedInFailure.Shape($"/{unknown}", "unrecognized field found but not allowed")
            : TextFailure(body, "author")
                ?? TextFailure(body, "commentary")
                ?? TextFailure(body, "visibility", Visibilities)
                ?? DistributionFailure(body)
                ?? TextFailure(body, "lifecycleState", LifecycleStates);

    private static LinkedInFailure? TextFailure(
        JsonElement parent,
        string name,
        string[]? allowed = null,
        string path = ""
    ) =>
        !parent.TryGetProperty(name, out var value)
            ? LinkedInFailure.Shape($"{path}/{name}", "field is required but not found")
        : value.ValueKind != JsonValueKind.String ? LinkedInFailure.Shape($"{path}/{name}", "is not a string")
        : allowed is not null && !allowed.Contains(value.GetString())
            ? LinkedInFailure.Shape($"{path}/{name}", $"\"{value.GetString()}\" is not an enum symbol")
        : null;

    private static LinkedInFailure? DistributionFailure(JsonElement body) =>
        !body.TryGetProperty("distribution", out var distribution)
            ? LinkedInFailure.Shape("/distribution", "field is required but not found")
        : distribution.ValueKind != JsonValueKind.Object ? LinkedInFailure.Shape("/distribution", "is not a record")
        : TextFailure(distribution, "feedDistribution", Feeds, "/distribution");

    private static (IReadOnlyList<string> Urns, LinkedInFailure? Failure) Images(JsonElement body)
    {
        if (!body.TryGetProperty("content", out var content))
        {
            return ([], null);
        }

        if (content.ValueKind != JsonValueKind.Object || content.EnumerateObject().Count() != 1)
        {
            return ([], LinkedInFailure.Shape("/content", "is not a union of exactly one member"));
        }

        var only = content.EnumerateObject().Single();
        return only.Name switch
        {
            "media" => Media(only.Value),
            "multiImage" => MultiImage(only.Value),
            "article" => ([], ArticleFailure(only.Value)),
            "poll" => ([], null),
            _ => ([], LinkedInFailure.Shape($"/content/{only.Name}", "unrecognized field found but not allowed")),
        };
    }

    private static (IReadOnlyList<string> Urns, LinkedInFailure? Failure) Media(JsonElement media)
    {
        if (media.ValueKind != JsonValueKind.Object || TextFailure(media, "id") is not null)
        {
            return ([], LinkedInFailure.Shape("/content/media/id", "field is required but not found"));
        }

        return media.TryGetProperty("altText", out var alt) && alt.ToString().Length > LongestAltText
            ? (
                [],
                LinkedInFailure.Input(
                    "FIELD_LENGTH_TOO_LONG",
                    "content/media/altText",
                    "The alternative text is too long"
                )
            )
            : ([media.GetProperty("id").GetString()!], null);
    }

    private static (IReadOnlyList<string> Urns, LinkedInFailure? Failure) MultiImage(JsonElement multiImage)
    {
        if (
            multiImage.ValueKind != JsonValueKind.Object
            || !multiImage.TryGetProperty("images", out var images)
            || images.ValueKind != JsonValueKind.Array
        )
        {
            return ([], LinkedInFailure.Shape("/content/multiImage/images", "field is required but not found"));
        }

        var media = images.EnumerateArray().Select(Media).ToList();
        return media.Count is < 2 or > MostImages
            ? (
                [],
                LinkedInFailure.Input(
                    "INVALID_VALUE_FOR_FIELD",
                    "content/multiImage/images",
                    $"There are between 2 and {MostImages} images"
                )
            )
            : ([.. media.SelectMany(one => one.Urns)], media.Find(one => one.Failure is not null).Failure);
    }

    private static LinkedInFailure? ArticleFailure(JsonElement article) =>
        article.ValueKind != JsonValueKind.Object
            ? LinkedInFailure.Shape("/content/article", "is not a record")
            : TextFailure(article, "source", path: "/content/article")
                ?? TextFailure(article, "title", path: "/content/article");
}
