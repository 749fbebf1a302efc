namespace Crm.Domain.ApiTokens;

/// <summary>Levels as callers give and read them: a list in which the highest counts.</summary>
public static class TokenPermissions
{
    private static readonly TokenPermission[] All = Enum.GetValues<TokenPermission>();

    public static TokenPermission Highest(IEnumerable<TokenPermission> given) => given.Max();

    public static IReadOnlyList<TokenPermission> UpTo(TokenPermission highest) => All[..((int)highest + 1)];
}
