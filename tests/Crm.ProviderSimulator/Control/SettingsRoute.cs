using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.ProviderSimulator.Control;

internal static class SettingsRoute
{
    public static void MapSettings<T>(this RouteGroupBuilder sim, Switches<T> switches)
        where T : class, new()
    {
        sim.MapGet("/settings", () => switches.Current);
        sim.MapPut("/settings", (JsonObject changes) => Change(switches, changes));
    }

    private static IResult Change<T>(Switches<T> switches, JsonObject changes)
        where T : class, new()
    {
        try
        {
            return Results.Ok(switches.Change(changes));
        }
        catch (JsonException failure)
        {
            return Results.BadRequest(new { Error = failure.Message });
        }
    }
}
