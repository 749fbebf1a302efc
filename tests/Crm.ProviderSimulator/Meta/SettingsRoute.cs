using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta;

internal static class SettingsRoute
{
    public static IResult Change<T>(Switches<T> switches, JsonObject changes)
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
