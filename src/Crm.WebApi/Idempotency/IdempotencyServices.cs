namespace Crm.WebApi.Idempotency;

internal static class IdempotencyServices
{
    public static void AddIdempotencyKeys(this IServiceCollection services)
    {
        services.AddSingleton<TransactionGate>();
        services.AddScoped<TransactionRun>();
        services.AddScoped<IntentFirstRun>();
    }
}
