using System.Globalization;
using System.Text.Json;
using Crm.WebApi.Errors;
using Crm.WebApi.Languages;
using FluentValidation;

namespace Crm.WebApi.Conventions;

/// <summary>What holds for every route, put on once.</summary>
internal static class HttpConventions
{
    public static void AddConventions(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) =>
            member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en");
    }

    public static void UseConventions(this WebApplication app)
    {
        app.UseMiddleware<RequestLanguage>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages =>
            ProblemWriter.WriteAsync(pages.HttpContext, ProblemCatalog.CodeOf(pages.HttpContext.Response.StatusCode))
        );
        app.UseRouting();
        app.UseMiddleware<UnmatchedRoutes>();
    }
}
