using Crm.Domain.Common;
using FluentValidation;

namespace Crm.Application.Identity.Contracts;

/// <summary>What validators of more than one module ask of addresses and new passwords.</summary>
public static class IdentityRules
{
    public const int MinPasswordLength = 10;
    public const int MaxPasswordLength = 512;

    public static IRuleBuilderOptions<T, string> IsEmail<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => EmailAddress.Parse(text) is not null)
            .WithErrorCode("email")
            .WithMessage("Expected an e-mail address.");

    /// <summary>Long rather than ornate, and not what everybody knows about its owner.</summary>
    public static IRuleBuilderOptions<T, Secret> IsNewPassword<T>(
        this IRuleBuilder<T, Secret> rule,
        Func<T, string> email
    ) =>
        rule.NotNull()
            .Must(password =>
                password is null || password.Reveal().Length is >= MinPasswordLength and <= MaxPasswordLength
            )
            .WithErrorCode("password_length")
            .WithMessage("A password has 10 to 512 characters.")
            .Must((request, password) => password is null || !IsOrHolds(password.Reveal(), email(request)))
            .WithErrorCode("password_is_email")
            .WithMessage("The password must not be the e-mail address.");

    /// <summary>The same rule where the address is known only once the person is.</summary>
    /// <exception cref="ValidationException">The password is the address.</exception>
    internal static void RefuseAddress(Secret password, string email, string member)
    {
        if (IsOrHolds(password.Reveal(), email))
        {
            throw new ValidationException([
                new(member, "The password must not be the e-mail address.") { ErrorCode = "password_is_email" },
            ]);
        }
    }

    private static bool IsOrHolds(string password, string? email)
    {
        var name = email?.Split('@')[0];

        return string.Equals(password, email, StringComparison.OrdinalIgnoreCase)
            || string.Equals(password, name, StringComparison.OrdinalIgnoreCase);
    }
}
