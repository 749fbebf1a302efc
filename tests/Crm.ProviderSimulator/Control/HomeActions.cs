using System.Globalization;
using Crm.ProviderSimulator.TikTokLeadGen;
using Crm.ProviderSimulator.TikTokLogin;

namespace Crm.ProviderSimulator.Control;

/// <summary>What the buttons of the home page do. Each comes back to the page with a sentence.</summary>
internal static class HomeActions
{
    public static void MapHomePage(this WebApplication app)
    {
        app.MapGet("/", (HomePage page, string? note) => page.Show(note));
        app.MapPost("/ui/lead", SubmitLeadAsync);
        app.MapPost("/ui/event", SendEventAsync);
        app.MapPost("/ui/meta-lead", SubmitMetaLeadAsync);
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

    private static async Task<IResult> SubmitLeadAsync(HttpContext context, LeadWebhooks webhooks)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["form"].ToString().Split('/') is not [var advertiserId, var pageId] || Target(form) is not { } target)
        {
            return Back("Choose a form and give an absolute callback address.");
        }

        var answers = new List<LeadAnswer>
        {
            LeadAnswer.Of("name", form["name"].ToString()),
            LeadAnswer.Of("phone_number", form["phone_number"].ToString()),
            LeadAnswer.Of("email", form["email"].ToString()),
        };
        if (form["question"].ToString() is { Length: > 0 } question)
        {
            answers.Add(LeadAnswer.Of(question, form["answer"].ToString()));
        }

        var times = form["times"] == "2" ? 2 : 1;
        var signature = form["signature"].ToString() is { Length: > 0 } chosen ? chosen : "open";
        var sent = await webhooks.SubmitAsync(
            new(advertiserId, pageId, answers, target, EntryId: null, Times: times, Signature: signature)
        );
        return Back($"Lead {sent.EntryId}: {Outcome(sent.Deliveries[^1])}");
    }

    private static async Task<IResult> SubmitMetaLeadAsync(HttpContext context, MetaLeads.LeadWebhooks webhooks)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var sent = await webhooks.SubmitAsync(
            new()
            {
                FormId = form["form"].ToString(),
                Target = Target(form),
                Times = form["times"] == "2" ? 2 : 1,
            }
        );
        var outcome = sent.Deliveries.Count == 0 ? "nobody is subscribed." : Outcome(sent.Deliveries[^1]);
        return Back($"Meta lead {sent.LeadId}: {outcome}");
    }

    private static async Task<IResult> SendEventAsync(HttpContext context, LoginWebhooks webhooks, Grants grants)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (name, openId) = (form["event"].ToString(), form["openId"].ToString());
        if (Target(form) is not { } target)
        {
            return Back("Give an absolute callback address.");
        }

        if (name == "authorization.removed")
        {
            grants.Revoke(openId);
        }

        var sent = await webhooks.SendAsync(new(name, openId, Content: null, target));
        return Back($"{name}: {Outcome(sent[0])}");
    }

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

    private static Uri? Target(IFormCollection form) =>
        Uri.TryCreate(form["target"], UriKind.Absolute, out var target) && target.Scheme is "http" or "https"
            ? target
            : null;

    private static string Outcome(Delivery delivery) =>
        delivery.LastStatus is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"answered {status}, {delivery.State}.")
            : $"not delivered yet ({delivery.LastError}), it is tried again.";

    public static IResult Back(string note) => Results.Redirect($"/?note={Uri.EscapeDataString(note)}");
}
