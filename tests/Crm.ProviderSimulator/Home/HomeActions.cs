using System.Globalization;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Home;

/// <summary>What the buttons of the home page do. Each comes back to the page with a sentence.</summary>
internal static class HomeActions
{
    public static void MapHomePage(this WebApplication app)
    {
        app.MapGet("/", (HomePage page, string? note) => page.Show(note));
        app.MapPost("/ui/fault", AddFaultAsync);
        app.MapPost(
            "/ui/faults/clear",
            (FaultBoard faults) =>
            {
                faults.Clear();
                return Back("The faults are cleared.");
            }
        );
        app.MapPost(
            "/ui/reset",
            (IServiceProvider services) =>
            {
                ControlRoutes.Reset(services);
                return Back("Everything is as it was at the start.");
            }
        );
    }

    public static Uri? Target(IFormCollection form) =>
        Uri.TryCreate(form["target"], UriKind.Absolute, out var target) && target.Scheme is "http" or "https"
            ? target
            : null;

    public static string Outcome(Delivery delivery) =>
        delivery.LastStatus is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"answered {status}, {delivery.State}.")
            : $"not delivered yet ({delivery.LastError}), it is tried again.";

    public static IResult Back(string note) => Results.Redirect($"/?note={Uri.EscapeDataString(note)}");

    private static async Task<IResult> AddFaultAsync(HttpContext context, FaultBoard faults)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kind = form["kind"].ToString();
        if (
            !FaultKinds.All.Contains(kind)
            || !int.TryParse(form["times"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var times)
            || times == 0
        )
        {
            return Back("Give a kind and a number of calls (-1 for all).");
        }

        var path = form["path"].ToString() is { Length: > 0 } given ? given : null;
        faults.Add(new(form["provider"].ToString(), kind, path, Times: times));
        return Back($"The next {times} calls: {kind}.");
    }
}
