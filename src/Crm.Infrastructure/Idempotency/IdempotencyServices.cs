using Crm.Application.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Idempotency;

internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services)
    {
        services.AddSingleton<IdempotencyStore>();
        services.AddScoped<IdempotentRequest>();
        services.AddScoped<IIdempotency>(provider => provider.GetRequiredService<IdempotentRequest>());

        return services;
    }
}
