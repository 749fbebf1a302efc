using System.Text.RegularExpressions;
using Crm.Domain.ApiTokens;
using Crm.Domain.Tenancy;

namespace Crm.WebApi.Tests.Access;

/// <summary>A row of the table in docs/access.md: who may call one route, or one route with one query.</summary>
internal sealed partial record AccessRow(
    string Request,
    string People,
    string Tokens,
    string VenueBound,
    string Subscription
)
{
    public string Route => Request.Split('?')[0];

    public string Query => Request[Route.Length..];

    public bool IsForAnyone => People is "anyone";

    /// <summary>What a caller bound to venues sees through it is limited to them.</summary>
    public bool IsScoped => VenueBound is "scoped";

    public bool AdmitsBound => VenueBound is "yes" or "scoped";

    public bool NeedsSubscription => Subscription is "active";

    public static IReadOnlyList<AccessRow> All { get; } =
    [
        .. Rows()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "access.md")))
            .Select(row => new AccessRow(
                row.Groups["request"].Value,
                Known(row, "people", "anyone", "signed-in", "viewer", "member", "admin", "owner", "platform", "–"),
                Known(row, "tokens", "read", "write", "delete", "–"),
                Known(row, "bound", "yes", "scoped", "no", "–"),
                Known(row, "subscription", "active", "–")
            )),
    ];

    /// <param name="role">Null for who belongs to no tenant.</param>
    public bool Admits(Role? role, bool isPlatformAdmin) =>
        People switch
        {
            "anyone" or "signed-in" => true,
            "platform" => isPlatformAdmin,
            "–" => false,
            _ => role >= Enum.Parse<Role>(People, ignoreCase: true),
        };

    public bool Admits(TokenPermission permission) =>
        IsForAnyone || (Tokens is not "–" && permission >= Enum.Parse<TokenPermission>(Tokens, ignoreCase: true));

    private static string Known(Match row, string column, params string[] words) =>
        words.Contains(row.Groups[column].Value, StringComparer.Ordinal)
            ? row.Groups[column].Value
            : throw new FormatException(
                $"docs/access.md: {column} is not one of {string.Join(", ", words)}: {row.Value}"
            );

    [GeneratedRegex(
        @"^\| `(?<request>[A-Z]+ /[^`]*)` \| (?<people>[^|]+) \| (?<tokens>[^|]+) \| (?<bound>[^|]+) \| (?<subscription>[^|]+) \|",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Rows();
}
