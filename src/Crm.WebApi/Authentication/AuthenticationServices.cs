using Crm.Application.Common;
using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace Crm.WebApi.Authentication;

internal static class AuthenticationServices
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddScoped<Caller>();
        services.AddScoped<ICaller>(provider => provider.GetRequiredService<Caller>());
        services.AddScoped<ICurrentUser>(provider => provider.GetRequiredService<Caller>());
        services.AddScoped<ILiveSession, LiveSession>();
        services.AddHttpContextAccessor();
        services.AddSingleton<IOrigin, RequestOrigin>();
        services.AddScoped<PlatformRequests>();
        services.AddScoped<ISignInOrigin, SignInOrigin>();
        services.AddSingleton<SessionAuthentication>();
        services.AddSingleton<AccessTokenReader>();
        services.AddSingleton<RefreshCookie>();
        services.AddSingleton<SignInRateLimit>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new SecretConverter()));

        services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = ApiTokenAuthentication.Scheme;
                options.AddScheme<ApiTokenAuthentication>(ApiTokenAuthentication.Scheme, displayName: null);
            })
            .AddJwtBearer(options => options.EventsType = typeof(SessionAuthentication));
        services.AddTransient<ApiTokenAuthentication>();
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokenReader>(
                (options, reader) =>
                {
                    options.TokenHandlers.Clear();
                    options.TokenHandlers.Add(reader);
                }
            );
        services.AddAuthorization(Policies.AddTo);
        services.AddScoped<IAuthorizationHandler, SessionRequirementHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
    }
}
