using FluentValidation;

namespace Crm.Application.Integrations;

/// <summary>The venues that an account works for; who is bound to others does not see it.</summary>
internal static class AccountVenues
{
    private const int MostVenues = 200;
    private const int LongestReference = 200;

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> NameAccountVenues<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.Must(names =>
                names is null
                || (names.Count <= MostVenues && names.All(name => name?.Length is > 0 and <= LongestReference))
            )
            .WithErrorCode("venue_names")
            .WithMessage("Expected at most 200 venues, each by its id or external id.");
}
