using System.Collections.Concurrent;
using System.Text.Json;
using Crm.TestKit;
using Microsoft.Playwright;
using Shouldly;

namespace Crm.Browser.Tests;

/// <summary>How somebody looks at the app.</summary>
public sealed record Look(string Language, int Width = 1280, ColorScheme Scheme = ColorScheme.Light)
{
    public bool IsRightToLeft => Language == "ar";

    private string Locale =>
        Language switch
        {
            "tr" => "tr-TR",
            "ar" => "ar-EG",
            _ => "en-GB",
        };

    public BrowserNewContextOptions Options(Uri server) =>
        new()
        {
            BaseURL = server.AbsoluteUri,
            Locale = Locale,
            TimezoneId = "Europe/Istanbul",
            ColorScheme = Scheme,
            ViewportSize = new() { Width = Width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        };

    public override string ToString() =>
        $"{Language}-{(Scheme == ColorScheme.Dark ? "dark" : "light")}-{Width.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>Somebody in front of the app: a browser of their own, whose complaints are collected.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const float PatienceMs = 90_000;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private Visitor(IBrowserContext context, Look look, AppServer app)
    {
        this.context = context;
        Look = look;
        App = app;
    }

    public AppServer App { get; }

    public Look Look { get; }

    public IPage Page { get; private set; } = null!;

    /// <summary>What the console said: errors, texts that are missing, what the content security policy refused.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<Visitor> OpenAsync(AppServer app, Look look)
    {
        var opened = await app.Chromium.NewContextAsync(look.Options(app.Server.Address));
        opened.SetDefaultTimeout(PatienceMs);
        await opened.AddInitScriptAsync($"localStorage.setItem('crm.language', '{look.Language}')");
        var visitor = new Visitor(opened, look, app);
        visitor.Page = await visitor.NewTabAsync();

        return visitor;
    }

    /// <summary>As who is signed in already; their company was made by the API.</summary>
    public static async Task<Visitor> SignInAsync(AppServer app, Look look, SignedIn person)
    {
        var visitor = await OpenAsync(app, look);
        await visitor.EnterAsync(person.Email, World.Password);

        return visitor;
    }

    public async Task<IPage> NewTabAsync()
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpected(message.Text))
            {
                complaints.Enqueue($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");

        return page;
    }

    public async Task EnterAsync(string email, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator("input[type=email]").FillAsync(email);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.Locator("button[type=submit]").ClickAsync();
        await ArrivesAsync(Page, url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>
    /// Waits until the page is at such an address. Asked again and again: Playwright's own wait misses a change that happens
    /// between its look at the address and its listening.
    /// </summary>
    public static Task ArrivesAsync(IPage page, Func<string, bool> isThere) =>
        Poll.UntilAsync(() => isThere(page.Url), "the page is elsewhere");

    /// <summary>Opens a page of the app and waits until it shows what it is about.</summary>
    public async Task VisitAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    /// <summary>A text of the app in this visitor's language.</summary>
    public string Say(string key, params (string Gap, string Value)[] gaps) => Words.Of(Look.Language, key, gaps);

    public ILocator Button(string key, params (string Gap, string Value)[] gaps) =>
        Page.GetByRole(AriaRole.Button, new() { Name = Say(key, gaps), Exact = true });

    public ILocator Field(string key) => Page.GetByLabel(Say(key));

    public ILocator Heading(string key) => Page.GetByRole(AriaRole.Heading, new() { Name = Say(key) });

    /// <summary>Waits until the page says it.</summary>
    public Task SeesAsync(string text) => Page.GetByText(text).First.WaitForAsync();

    /// <summary>Nothing is on its way any more.</summary>
    public async Task SettleAsync()
    {
        await Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
        await Page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('[role=status][aria-label], [aria-busy=true]')].every(e => !e.checkVisibility())"
        );
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
    }

    /// <summary>Violations of the accessibility rules that axe knows, in words.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        await Page.EvaluateAsync(Axe.Script);
        var result = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => "
                + "v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))"
        );

        return [.. result.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    /// <summary>Texts that are cut off, and what sticks out of the page.</summary>
    public async Task<IReadOnlyList<string>> CutOffAsync()
    {
        var result = await Page.EvaluateAsync<JsonElement>(CutOffScript);

        return [.. result.EnumerateArray().Select(text => text.GetString()!)];
    }

    public void ShouldHaveNoComplaint() => complaints.ShouldBeEmpty();

    public ValueTask DisposeAsync() => context.DisposeAsync();

    // A refused call is told by the browser itself; the tests that provoke one look at what the app makes of it.
    private static bool IsExpected(string text) =>
        text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal)
        // Pictures of the platforms lie elsewhere.
        || text.Contains("net::ERR_NAME_NOT_RESOLVED", StringComparison.Ordinal);

    // What is cut with an ellipsis on purpose carries a title or says it whole elsewhere: data-truncate of the component library.
    private const string CutOffScript = """
        () => {
          const found = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);
          for (const element of document.querySelectorAll('button, a, h1, h2, h3, label, th, [role=tab]')) {
            const style = getComputedStyle(element);
            const box = element.getBoundingClientRect();
            if (box.width === 0 || style.visibility === 'hidden') continue;
            const inner = [element, ...element.querySelectorAll('*')].filter((e) => e.childNodes.length && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
            for (const text of inner) {
              const cut = getComputedStyle(text);
              if (cut.overflow !== 'visible' && !text.closest('[data-truncate], [data-line-clamp]') && text.clientWidth > 2
                && (text.scrollWidth > text.clientWidth + 1 || text.scrollHeight > text.clientHeight + 4)) {
                found.push(`${text.tagName.toLowerCase()} "${text.textContent.trim().slice(0, 60)}"`);
              }
            }
          }
          return found;
        }
        """;
}
