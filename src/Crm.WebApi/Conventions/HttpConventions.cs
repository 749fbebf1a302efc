using System.Globalization;
using System.Text.Json;
using Crm.Infrastructure.Configuration;
using Crm.WebApi.Documentation;
using Crm.WebApi.Errors;
using Crm.WebApi.Idempotency;
using Crm.WebApi.Json;
using Crm.WebApi.Languages;
using Crm.WebApi.Spa;
using FluentValidation;
using Microsoft.AspNetCore.HttpOverrides;

namespace Crm.WebApi.Conventions;

/// <summary>What holds for every route, put on once.</summary>
internal static class HttpConventions
{
    private const int LargestBody = 1024 * 1024;

    public static void AddConventions(this WebApplicationBuilder builder, ServerOptions server)
    {
        var services = builder.Services;
        var settings = HttpSettings.From(builder.Configuration);
        services.AddSingleton(settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });

        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => ApiJson.Apply(options.SerializerOptions));
        services.AddEndpointsApiExplorer();
        services.AddApiDocument();
        services.AddSingleton<KnownParameters>();
        services.AddIdempotencyKeys();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => AllowFrontend(policy, server)));
        services.Configure<ForwardedHeadersOptions>(options => Believe(options, settings));
        services.AddAuthentication();
        services.AddAuthorization();
        SpeakEveryLanguage();
    }

    /// <summary>The order matters: who is told first, and in which language, what is wrong.</summary>
    public static void UseConventions(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestLanguage>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages =>
            ProblemWriter.WriteAsync(pages.HttpContext, ProblemCatalog.CodeOf(pages.HttpContext.Response.StatusCode))
        );
        app.UseRouting();
        app.UseCors();
        if (app.Services.GetService<SpaBundle>() is { Index: not null })
        {
            app.UseMiddleware<SpaAnswers>();
        }

        app.UseMiddleware<UnmatchedRoutes>();
        app.UseAuthentication();
        app.UseMiddleware<RateLimits>();
        app.UseAuthorization();
        app.UseMiddleware<Preconditions>();
        app.UseMiddleware<QueryCheck>();
        app.UseMiddleware<LargeBodies>();
        app.UseMiddleware<JsonBodyCheck>();
        app.UseMiddleware<IdempotencyKeys>();
    }

    private static void AllowFrontend(
        Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder policy,
        ServerOptions server
    ) =>
        policy
            .WithOrigins(new Uri(server.FrontendUrl).GetLeftPart(UriPartial.Authority))
            .AllowAnyHeader()
            .AllowAnyMethod()
            .AllowCredentials()
            .WithExposedHeaders(
                "ETag",
                "Idempotency-Replayed",
                "Link",
                "Location",
                "RateLimit",
                "RateLimit-Policy",
                "Retry-After"
            )
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10));

    private static void Believe(ForwardedHeadersOptions options, HttpSettings settings)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        if (settings.TrustedProxies.Count is 0)
        {
            return;
        }

        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        foreach (var network in settings.TrustedProxies)
        {
            options.KnownIPNetworks.Add(network);
        }
    }

    private static void SpeakEveryLanguage()
    {
        ValidatorOptions.Global.LanguageManager = new MemberTexts();
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) =>
            member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en");
    }
}
