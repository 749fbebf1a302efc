using Crm.Infrastructure.Persistence;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();

        group.MapGet("live", Live).WithSummary("The process serves");
        group.MapGet("ready", ReadyAsync).WithSummary("The database is reachable and migrated").Produces<HealthDto>();
    }

    private static Ok<HealthDto> Live() => TypedResults.Ok(new HealthDto("live"));

    private static async Task<IResult> ReadyAsync(DatabaseReadiness database, CancellationToken cancellationToken) =>
        await database.CheckAsync(cancellationToken) switch
        {
            DatabaseState.Ready => TypedResults.Ok(new HealthDto("ready")),
            DatabaseState.NotMigrated => Failing("database_not_migrated"),
            _ => Failing("database_unreachable"),
        };

    private static ProblemResult Failing(string fault) =>
        new(
            new Problem("unavailable")
            {
                Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["database"] = [MemberTexts.Say(fault)],
                },
                RetryAfter = TimeSpan.FromSeconds(2),
            }
        );
}

/// <param name="Status">live or ready.</param>
internal sealed record HealthDto(string Status);
