using System.Collections.Concurrent;
using System.Globalization;
using Crm.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.TestKit;

/// <summary>
/// The whole server in this process, on a real socket and a database of its own, with a clock that is turned by hand.
/// A second server on the same database is started by passing the first one's <see cref="Database"/> and <see cref="Clock"/>.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    /// <summary>Public, as every test secret: 32 bytes in URL-safe base64.</summary>
    public const string EncryptionKey = "dGVzdC1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy0hISE";

    private readonly WebApplication app;
    private readonly bool ownsDatabase;
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };

    private TestServer(WebApplication app, Uri address, TestDatabase database, bool ownsDatabase, TestClock clock)
    {
        this.app = app;
        this.ownsDatabase = ownsDatabase;
        Address = address;
        Database = database;
        Clock = clock;
        Logs = app.Services.GetRequiredService<LogCapture>();
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    public TestClock Clock { get; }

    /// <summary>What was logged: by the server itself at every level, by what it stands on from <see cref="LogLevel.Information"/> on.</summary>
    public LogCapture Logs { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="settings">As in the environment, for example <c>("CRM_ROLE", "web")</c>; they win over the test defaults.</param>
    public static async Task<TestServer> StartAsync(
        TestDatabase? database = null,
        TestClock? clock = null,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    )
    {
        var own = database is null;
        database ??= await TestDatabase.CreateAsync();
        clock ??= new TestClock();
        var address = new Uri($"http://127.0.0.1:{FreePort.Choose().ToString(CultureInfo.InvariantCulture)}");
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_DATABASE_URL"] = database.ConnectionString,
            ["INTEGRATION_ENCRYPTION_KEY"] = EncryptionKey,
            ["API_BASE_URL"] = address.AbsoluteUri.TrimEnd('/'),
            ["CRM_RATE_LIMIT_PER_MINUTE"] = "0",
            ["CRM_SIGNIN_LIMIT_PER_MINUTE"] = "0",
            ["CRM_PASSWORD_ROUNDS"] = "1000",
            ["CRM_DATA_DIR"] = database.DataDirectory,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var built = await CrmApplication.BuildAsync(
            [.. all.Select(setting => $"--{setting.Key}={setting.Value}")],
            builder =>
            {
                var capture = new LogCapture();
                builder.Logging.ClearProviders();
                builder.Logging.AddProvider(capture);
                // Of the frameworks what an operator hears, of ours everything: the rest takes a fifth of the whole time.
                builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Crm", LogLevel.Trace);
                builder.Services.AddSingleton(capture);
                builder.Services.AddSingleton<TimeProvider>(clock);
                // At the end, after the server's own services, so that one of them can be replaced.
                builder.Host.ConfigureContainer<IServiceCollection>((_, registered) => services?.Invoke(registered));
            }
        );
        await built.StartAsync();

        return new TestServer(built, new Uri(all["API_BASE_URL"]), database, own, clock);
    }

    /// <summary>A caller over a real connection: no cookies kept, no redirect followed.</summary>
    public HttpClient CreateClient() => new(handler, disposeHandler: false) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        handler.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }
}

/// <summary>Keeps every log line, with its scopes and exception, as text.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IEnumerable<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

    public void Dispose() { }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {category} {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel} {category} {formatter(state, exception)}{Values(state)} {exception}");

        // What a structured log keeps beside the sentence.
        private static string Values<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } values
                ? $" {{{string.Join(", ", values.SkipLast(1))}}}"
                : "";
    }
}
