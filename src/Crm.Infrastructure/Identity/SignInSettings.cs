using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Identity;

/// <summary>How people sign in here.</summary>
/// <param name="PasswordRounds">Of PBKDF2 with HMAC-SHA512.</param>
/// <param name="AttemptsPerMinute">From one address; 0: no limit, and no slowing down of who guesses.</param>
internal sealed record SignInSettings(
    int PasswordRounds,
    int AttemptsPerMinute,
    bool AllowsSignUp,
    EmailAddress? PlatformAdmin,
    Secret? PlatformAdminPassword
)
{
    private const int FewestRounds = 100_000;
    private const int FewestRoundsOnLoopback = 1_000;

    public static SignInSettings From(IConfiguration configuration, ServerOptions server)
    {
        var isLoopback = new Uri(server.ApiBaseUrl).IsLoopback;
        var admin = configuration.Optional("CRM_PLATFORM_ADMIN_EMAIL");
        var password = configuration.Optional("CRM_PLATFORM_ADMIN_PASSWORD");
        if (admin is not null && password is null)
        {
            throw new StartupException(
                "CRM_PLATFORM_ADMIN_EMAIL is set without CRM_PLATFORM_ADMIN_PASSWORD. Set both."
            );
        }

        return new(
            configuration.Number(
                "CRM_PASSWORD_ROUNDS",
                otherwise: 210_000,
                least: isLoopback ? FewestRoundsOnLoopback : FewestRounds,
                most: 10_000_000
            ),
            configuration.Number("CRM_SIGNIN_LIMIT_PER_MINUTE", otherwise: 30, least: 0, most: 1_000_000),
            configuration.Flag("CRM_ALLOW_SIGNUP", otherwise: true),
            admin is null ? null : ParseAdmin(admin),
            password is null ? null : CheckPassword(password, admin)
        );
    }

    private static EmailAddress ParseAdmin(string email) =>
        EmailAddress.Parse(email)
        ?? throw new StartupException("CRM_PLATFORM_ADMIN_EMAIL is not an e-mail address. Correct it or unset it.");

    private static Secret CheckPassword(string password, string? email) =>
        email is null
            ? throw new StartupException(
                "CRM_PLATFORM_ADMIN_PASSWORD is set without CRM_PLATFORM_ADMIN_EMAIL. Set both."
            )
        : password.Length < 10
            ? throw new StartupException("CRM_PLATFORM_ADMIN_PASSWORD is too short. Use at least 10 characters.")
        : new(password);
}
