using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy;
using Crm.Infrastructure.Identity.Tokens;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Identity;

internal static class IdentityServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services, SignInSettings settings)
    {
        services.AddSingleton(settings);
        services.AddScoped<ILookupNormalizer, EmailNormalizer>();
        services.AddScoped<IUserValidator<Person>, PersonValidator>();
        services
            .AddIdentityCore<Person>(options =>
            {
                options.User.AllowedUserNameCharacters = "";
                options.User.RequireUniqueEmail = false;
            })
            .AddUserStore<PersonStore>();
        services.AddSingleton<PasswordGate>();
        services.AddSingleton<Passwords>();
        services.AddScoped<IPeople, People>();
        services.AddScoped<ICredentials, Credentials>();
        services.AddScoped<IMailLinks, MailLinks>();
        services.AddScoped<ISecurityRecords, SecurityRecords>();
        services.AddScoped<IMemberships, Memberships>();
        services.AddScoped<ITenantPeople, TenantPeople>();

        services.AddSingleton<SigningKeyStore>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<RefreshTokenCodec>();
        services.AddSingleton<ISessionTokens, TokenIssuer>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ISignInThrottle, SignInThrottle>();
        services.AddScoped<IIdentityDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddScoped<IRefreshFamilies, RefreshFamilies>();
        services.AddScoped<ITenancyDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddScoped<ISignIns, SignIns>();

        return services;
    }
}
