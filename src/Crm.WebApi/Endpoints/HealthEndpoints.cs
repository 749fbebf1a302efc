using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Crm.WebApi.Endpoints;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();

        group.MapGet("live", Live);
        group.MapGet("ready", Ready);
    }

    private static Ok Live() => TypedResults.Ok();

    private static async Task<Results<Ok, StatusCodeHttpResult>> Ready(
        NpgsqlDataSource database,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return TypedResults.Ok();
        }
        catch (NpgsqlException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
