using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.ProviderSimulator.Control;

/// <summary>Settings of which a test changes some; the others stay.</summary>
internal class Switches<T>
    where T : class, new()
{
    private volatile T current = new();

    public T Current => current;

    public T Change(JsonObject changes)
    {
        var merged = JsonSerializer.SerializeToNode(current, ControlJson.Options)!.AsObject();
        foreach (var (name, value) in changes)
        {
            merged[name] = value?.DeepClone();
        }

        return current = merged.Deserialize<T>(ControlJson.Options)!;
    }

    public void Change(Func<T, T> change) => current = change(current);

    public void Reset() => current = new();
}
