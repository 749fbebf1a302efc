using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.BeyondVisit;

internal static class BeyondVisitRoutes
{
    public static void AddBeyondVisit(this IServiceCollection services) =>
        services
            .AddSingleton(BeyondVisitProvider.Make())
            .AddSingleton(provider => BeyondVisitState.Seeded(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<PartnerCall>()
            .AddSingleton<LoginEndpoints>()
            .AddSingleton<CreateUserEndpoint>()
            .AddSingleton<BeyondVisitControl>()
            .AddSingleton<IHomeSection, BeyondVisitSection>();

    public static void MapBeyondVisit(this WebApplication app)
    {
        var services = app.Services;
        var login = services.GetRequiredService<LoginEndpoints>();
        var external = app.MapGroup("/beyondvisit/external");
        external.MapPost("/LoginToken", (Delegate)login.IssueTokenAsync);
        external.MapGet("/Login/{loginToken}", login.Open);
        external.MapPost("/CreateUser", (Delegate)services.GetRequiredService<CreateUserEndpoint>().CreateAsync);

        var control = services.GetRequiredService<BeyondVisitControl>();
        var sim = app.MapGroup("/sim/beyondvisit");
        sim.MapPut("/partners/{apiKey}", control.PutPartner);
        sim.MapDelete("/partners/{apiKey}", control.DeletePartner);
        sim.MapGet("/users", control.ListUsers);
        sim.MapPut("/users/{userToken}", control.PutUser);
        sim.MapDelete("/users/{userToken}", control.DeleteUser);
        sim.MapPut("/settings", control.ChangeSettings);
    }
}
