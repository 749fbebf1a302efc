using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>An operator's matter, told once a minute and not once an account: a provider does not know our own app.</summary>
internal sealed partial class AppAlarm(TimeProvider time, ILogger<AppAlarm> logger)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> raised = new(StringComparer.Ordinal);

    public void Raise(string platform, string word)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (raised.TryGetValue(platform, out var last) && now - last < Silence)
            {
                return;
            }

            raised[platform] = now;
        }

        LogAppRefused(logger, platform, word);
    }

    [LoggerMessage(
        LogLevel.Error,
        "No account of {Platform} can be renewed: {Word}. Check the key and the secret of our app"
    )]
    private static partial void LogAppRefused(ILogger logger, string platform, string word);
}
