namespace Crm.WebApi.Events;

internal static class EventStreamServices
{
    public static void AddEventStream(this IServiceCollection services)
    {
        services.AddScoped<StreamPass>();
        services.AddScoped<EventStream>();
    }
}
