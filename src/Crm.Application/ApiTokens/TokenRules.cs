using System.Net;
using Crm.Domain.ApiTokens;
using FluentValidation;

namespace Crm.Application.ApiTokens;

internal static class TokenRules
{
    private const int LongestName = 100;
    private const int LongestReference = 200;
    private const int MostVenues = 200;
    private const int MostNetworks = 50;

    public static IRuleBuilderOptions<T, string?> TokenName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty()
            .MaximumLength(LongestName)
            .Must(name => name is null || !name.Any(char.IsControl))
            .WithErrorCode("control_character")
            .WithMessage("Control characters are not allowed.");

    public static IRuleBuilderOptions<T, IReadOnlyList<TokenPermission>?> Levels<T>(
        this IRuleBuilder<T, IReadOnlyList<TokenPermission>?> rule
    ) =>
        rule.Must(levels => levels is null or { Count: > 0 and <= 10 })
            .WithErrorCode("token_permissions")
            .WithMessage("Name at least one of: read, write, delete.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> VenueNames<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.Must(venues =>
                venues is null or { Count: > 0 and <= MostVenues }
                && venues?.All(venue => venue is { Length: > 0 and <= LongestReference }) is not false
            )
            .WithErrorCode("token_venues")
            .WithMessage("Name 1 to 200 venues, or null for all of them.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> Networks<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.Must(networks =>
                networks is null or { Count: > 0 and <= MostNetworks } && networks?.All(IsNetwork) is not false
            )
            .WithErrorCode("token_networks")
            .WithMessage("Give 1 to 50 addresses or networks such as 203.0.113.0/24, or null for anywhere.");

    public static IRuleBuilderOptions<T, DateTimeOffset?> InTheFuture<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule,
        TimeProvider time
    ) =>
        rule.Must(at => at is null || at > time.GetUtcNow())
            .WithErrorCode("time_past")
            .WithMessage("Give a time in the future, or null.");

    private static bool IsNetwork(string? text) =>
        text is { Length: <= 50 } && (IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _));
}
