namespace Crm.ProviderSimulator.X;

/// <summary>What one call of the API asks of its caller.</summary>
/// <param name="Limit">Calls in 15 minutes, by user (by app for a bearer token of an app).</param>
/// <param name="Scopes">What an OAuth 2 token needs.</param>
/// <param name="Writes">OAuth 1.0a tokens need to be minted with write permission.</param>
/// <param name="AppMayCall">A bearer token of an app is enough.</param>
internal sealed record XCall(
    string Name,
    int Limit,
    IReadOnlyList<string> Scopes,
    bool Writes = false,
    bool AppMayCall = false
)
{
    private static readonly string[] Reading = [XScopes.TweetRead, XScopes.UsersRead];
    private static readonly string[] Writing = [XScopes.TweetRead, XScopes.TweetWrite, XScopes.UsersRead];

    public static readonly XCall CreatePost = new("POST /2/tweets", 100, Writing, Writes: true);
    public static readonly XCall DeletePost = new("DELETE /2/tweets/:id", 50, Writing, Writes: true);
    public static readonly XCall ReadPost = new("GET /2/tweets/:id", 900, Reading, AppMayCall: true);
    public static readonly XCall Timeline = new("GET /2/users/:id/tweets", 900, Reading, AppMayCall: true);
    public static readonly XCall Me = new("GET /2/users/me", 75, Reading);
    public static readonly XCall Upload = new("/2/media/upload", 500, [XScopes.MediaWrite], Writes: true);

    /// <summary>Not published; generous, so that only a set limit is met.</summary>
    public static readonly XCall OAuth = new("oauth", 1000, [], AppMayCall: true);
}

/// <summary>Who calls: a user through an app, or an app alone.</summary>
/// <param name="Scopes">Null with OAuth 1.0a, which knows none.</param>
internal sealed record XCaller(XApp App, XUser? User, bool CanWrite, IReadOnlyList<string>? Scopes)
{
    public string Name => User?.Id ?? App.ApiKey;
}
