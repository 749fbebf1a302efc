using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.ProviderSimulator.Control;

internal static class SettingsRoute
{
    public static void MapSettings<T>(this RouteGroupBuilder sim, Switches<T> switches)
        where T : class, new()
    {
        sim.MapGet("/settings", context => context.Response.WriteAsJsonAsync(switches.Current));
        sim.MapPut("/settings", async context => await (await ChangeAsync(switches, context)).ExecuteAsync(context));
    }

    private static async Task<IResult> ChangeAsync<T>(Switches<T> switches, HttpContext context)
        where T : class, new()
    {
        try
        {
            return Results.Ok(switches.Change((await context.Request.ReadFromJsonAsync<JsonObject>())!));
        }
        catch (JsonException failure)
        {
            return Results.BadRequest(new { Error = failure.Message });
        }
    }
}
