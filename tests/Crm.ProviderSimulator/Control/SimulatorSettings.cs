using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.ProviderSimulator.Control;

/// <summary>Switches that change how the providers behave until they are put back.</summary>
internal sealed record SimulatorSettings
{
    /// <summary>Answers of the provider paths are held back this long.</summary>
    public int LatencyMs { get; init; }

    /// <summary>0 is TikTok's way: a spent refresh token is dead at once. Above 0 it is answered with the current pair.</summary>
    public int RotationGraceSeconds { get; init; }

    /// <summary>Calls a minute, path and token; 0 switches the limit off.</summary>
    public int RateLimitPerMinute { get; init; } = 600;

    /// <summary>Failed token calls are answered with HTTP 200, as some clients have seen.</summary>
    public bool TokenErrorsWithHttp200 { get; init; }

    /// <summary>The refresh token keeps the end of the first grant instead of starting anew with each rotation.</summary>
    public bool RefreshEndFixed { get; init; }

    public int LoginCodeSeconds { get; init; } = 600;

    /// <summary>Whether a retried Login Kit webhook is signed anew or carries its first timestamp.</summary>
    public bool FreshTimestampOnRetry { get; init; } = true;

    public int WebhookRetryBaseMs { get; init; } = 1000;

    /// <summary>The advertiser redirect carries <c>code</c> beside <c>auth_code</c>.</summary>
    public bool AuthCodeAlsoAsCode { get; init; }
}

internal sealed class SettingsHolder : Switches<SimulatorSettings>;

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
