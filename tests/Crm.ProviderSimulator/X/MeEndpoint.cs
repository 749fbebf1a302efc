using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.X.Posts;

namespace Crm.ProviderSimulator.X;

internal sealed class MeEndpoint(XGate gate, PostStore posts, Switches<XSettings> settings, XProblems problems)
{
    private static readonly string[] Always = ["id", "name", "username"];

    private static readonly string[] All =
    [
        .. Always,
        "created_at",
        "description",
        "profile_image_url",
        "protected",
        "public_metrics",
        "url",
        "verified",
        "verified_type",
    ];

    public async Task<IResult> ReadAsync(HttpContext context)
    {
        var (caller, refusal) = await gate.EnterAsync(context, XCall.Me);
        if (caller is null)
        {
            return refusal!;
        }

        var query = context.Request.Query;
        var asked = query["user.fields"].SelectMany(text => text!.Split(',')).ToList();
        var unknown =
            query.Keys.FirstOrDefault(name => name != "user.fields")
            ?? asked.FirstOrDefault(field => !All.Contains(field));
        return unknown is null
            ? Results.Json(
                new
                {
                    Data = Always
                        .Union(asked)
                        .ToDictionary(field => field, field => Value(caller.User!, field), StringComparer.Ordinal),
                },
                ControlJson.Provider
            )
            : problems.Invalid(
                context,
                $"[{unknown}] is neither a query parameter nor a user field.",
                "an unknown parameter or field"
            );
    }

    private object Value(XUser user, string field) =>
        field switch
        {
            "id" => user.Id,
            "name" => user.Name,
            "username" => user.Username,
            "created_at" => "2013-12-14T04:35:55.000Z",
            "description" => $"{user.Name} · resmî hesap",
            "profile_image_url" => $"https://pbs.example.com/profile_images/{user.Id}/photo_normal.jpg",
            "protected" => false,
            "public_metrics" => Metrics(posts.Of(user.Id).Count),
            "url" => "",
            "verified" => user.Verified,
            _ => user.Verified ? "blue" : "none",
        };

    private Dictionary<string, int> Metrics(int count) =>
        new(StringComparer.Ordinal)
        {
            ["followers_count"] = 1200,
            ["following_count"] = 180,
            ["listed_count"] = 4,
            [(settings.Current.OlderNames ? FieldNames.Older : FieldNames.Newest).PostCount] = count,
        };
}
