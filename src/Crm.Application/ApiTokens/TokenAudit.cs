using Crm.Application.Tenancy.Contracts;
using Crm.Domain.ApiTokens;

namespace Crm.Application.ApiTokens;

/// <summary>What is recorded of a token; never anything of its secret.</summary>
internal static class TokenAudit
{
    public static AuditEntry Created(ApiToken token) => Entry("created", token) with { After = Members(token.Terms) };

    /// <summary>Null when nothing is different.</summary>
    public static AuditEntry? Changed(ApiToken token, TokenTerms before)
    {
        var (was, now) = (Members(before), Members(token.Terms));
        var changed = was.Keys.Where(name => !IsSame(was[name], now[name])).ToList();

        return changed.Count is 0
            ? null
            : Entry("changed", token) with
            {
                Before = changed.ToDictionary(name => name, name => was[name], StringComparer.Ordinal),
                After = changed.ToDictionary(name => name, name => now[name], StringComparer.Ordinal),
            };
    }

    public static AuditEntry Rotated(ApiToken token, string before, int overlapSeconds) =>
        Entry("rotated", token) with
        {
            Before = new Dictionary<string, object?>(StringComparer.Ordinal) { ["prefix"] = before },
            After = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["prefix"] = token.Prefix,
                ["overlapSeconds"] = overlapSeconds,
            },
        };

    public static AuditEntry Revoked(ApiToken token) => Entry("revoked", token) with { Before = Members(token.Terms) };

    private static AuditEntry Entry(string verb, ApiToken token) => new($"api_token.{verb}", "api_token", token.Id);

    private static Dictionary<string, object?> Members(TokenTerms terms) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = terms.Name,
            ["permissions"] = TokenPermissions.UpTo(terms.Permission),
            ["venueIds"] = terms.VenueIds,
            ["allowedIps"] = terms.AllowedIps,
            ["expiresAt"] = terms.ExpiresAt,
        };

    private static bool IsSame(object? one, object? other) =>
        (one, other) switch
        {
            (IEnumerable<TokenPermission> mine, IEnumerable<TokenPermission> theirs) => mine.SequenceEqual(theirs),
            (IEnumerable<Guid> mine, IEnumerable<Guid> theirs) => mine.SequenceEqual(theirs),
            (IReadOnlyList<string> mine, IReadOnlyList<string> theirs) => mine.SequenceEqual(
                theirs,
                StringComparer.Ordinal
            ),
            _ => Equals(one, other),
        };
}
